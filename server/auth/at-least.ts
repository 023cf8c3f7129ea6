import { setTimeout as delay } from 'node:timers/promises'

/** Answers no sooner than this, so that how long the work took tells nothing. */
export async function atLeast<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  const [value] = await Promise.all([work, delay(ms)])
  return value
}
