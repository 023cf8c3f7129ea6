import { expect } from 'vitest'

const RELATIVE = 1e-9

/** The same value, but with fractions compared within 1e-9 of their size; two whole numbers must be equal. */
export function near(value: unknown): unknown {
  if (typeof value === 'number') return expect.toSatisfy(isNear(value), `near ${value}`)
  if (Array.isArray(value)) return value.map(near)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, near(one)]))
}

const isNear =
  (expected: number) =>
  (told: unknown): boolean =>
    typeof told === 'number' &&
    (told === expected || !Number.isInteger(told) || !Number.isInteger(expected)) &&
    Math.abs(told - expected) <= RELATIVE * Math.max(1, Math.abs(expected))
