import type { TargetMeasure } from '#shared/model/records/target.ts'

const SECONDS: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  h: 3_600,
  hour: 3_600,
  d: 86_400,
  day: 86_400,
  week: 7 * 86_400,
}

/**
 * What a person types for a target: a share as a percentage (`40`, `40 %`), a time with its unit (`90 s`, `2.5 h`, `3 days`). `null`:
 * it cannot be read; a time without a unit is one of them, since nobody can know which is meant.
 */
export function parseTarget(measure: TargetMeasure, text: string): number | null {
  const found = /^\s*(\d+(?:[.,]\d+)?|[.,]\d+)\s*(\p{L}+|%)?\s*$/u.exec(text)
  if (!found) return null
  const number = Number((found[1] ?? '').replace(',', '.'))
  const unit = (found[2] ?? '').toLowerCase()
  if (measure !== 'timeToNext') return (unit === '' || unit === '%') && number <= 100 ? number / 100 : null
  const seconds = SECONDS[unit] ?? SECONDS[unit.replace(/s$/, '')]
  return seconds === undefined ? null : number * seconds
}
