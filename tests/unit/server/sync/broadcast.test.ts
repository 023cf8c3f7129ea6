import { expect, it } from 'vitest'
import type { EventEmitter } from 'node:events'
import * as ws from 'ws'
import { broadcastOf } from '#server/sync/broadcast.ts'

/** Not in the package's types. */
const { Receiver } = ws as unknown as {
  readonly Receiver: new (options: { readonly isServer: boolean }) => EventEmitter & { write(bytes: Buffer): void }
}

/** What a websocket client makes of these bytes. */
const received = (bytes: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const receiver = new Receiver({ isServer: false })
    receiver.on('message', (message: Buffer, isBinary: boolean) =>
      isBinary ? resolve(message) : reject(new Error('text')),
    )
    receiver.on('error', reject)
    receiver.write(bytes)
  })

for (const length of [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]) {
  it(`frames ${length} bytes as a client expects`, async () => {
    const message = new Uint8Array(length).map((_, index) => index % 251)
    expect(new Uint8Array(await received(broadcastOf(message).framed))).toEqual(message)
  })
}
