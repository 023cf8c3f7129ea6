import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import { MESSAGE, PROTOCOL_VERSION } from '#shared/contract/socket.ts'

/**
 * The wire, pinned. When this fails you changed what travels between browsers and servers of different age. If old and new still
 * understand each other, update the hash and add a line below; if not, raise PROTOCOL_VERSION as well.
 *
 * Version 1: y-websocket's 0..3, and hello 100, saved 101, push 103 for clients that announce ?v=1. Close code 4409 came with documents
 * that show only a part: whoever does not know it connects again, with the copy that it has.
 */
const PINNED = { version: 1, hash: 'e5e28c34d0fe62da' }

it('does not change by accident', () => {
  const hash = createHash('sha256')
    .update(JSON.stringify([MESSAGE, CLOSE_CODES]))
    .digest('hex')
    .slice(0, 16)
  expect({ version: PROTOCOL_VERSION, hash }).toEqual(PINNED)
})
