import { expect, it } from 'vitest'
import { isRightToLeft } from '#shared/lib/text-direction.ts'

it.each([
  ['شلوم', true],
  ['(24) שלום', true],
  ['Calls שלום', false],
  ['שלום calls', true],
  ['24 / 7', false],
  ['', false],
])('%s: from the right: %s', (text, isFromRight) => {
  expect(isRightToLeft(text)).toBe(isFromRight)
})
