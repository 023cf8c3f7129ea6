import { expect, it } from 'vitest'
import { createConnectRates } from '#server/http/connect-rates.ts'

it('lets a burst of one address come, then as many as the rate allows, and says when to come again', () => {
  const rates = createConnectRates(2, 4)
  for (let index = 0; index < 4; index++) expect(rates.take('a', 0)).toBe(0)
  expect(rates.take('a', 0)).toBe(1)
  expect(rates.take('b', 0)).toBe(0)
  expect(rates.take('a', 499)).toBe(1)
  expect(rates.take('a', 500)).toBe(0)
  expect(rates.take('a', 500)).toBe(1)
})

it('says to come later where the rate is slow, and does not count who was refused', () => {
  const rates = createConnectRates(0.1, 1)
  expect(rates.take('a', 0)).toBe(0)
  for (let index = 0; index < 1_000; index++) expect(rates.take('a', 0)).toBe(10)
  expect(rates.take('a', 10_000)).toBe(0)
})

it('forgets an address that was quiet, and never remembers more than so many', () => {
  const rates = createConnectRates(200, 1_000)
  for (let index = 0; index < 60_000; index++) rates.take(`address-${String(index)}`, index / 100)
  expect(rates.size).toBe(50_000)
  rates.take('another', 60_000)
  expect(rates.size).toBe(1)
})
