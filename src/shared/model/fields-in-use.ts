import * as z from 'zod/mini'

/** Not to be told apart from what the schema refuses: it has to be asked. */
export const UNSURE = Symbol('unsure')

/** What a schema makes of a value, or `UNSURE`. */
export type QuickParse = (value: unknown) => unknown

let quickly: ((schema: z.core.$ZodType) => QuickParse) | undefined

/** From now on schemas are asked only where this is unsure. Not here by itself: pages that only look weigh less without it. */
export const parseQuickly = (way: (schema: z.core.$ZodType) => QuickParse): void => {
  quickly = way
}

type Parse<Value> = (record: Readonly<Record<string, unknown>>) => z.core.util.SafeParseResult<Value>

/**
 * Parses records like `schema.safeParse`, without asking for the optional fields that no record has had so far: of a card's thirty most
 * journeys use ten, and each that is asked for in vain costs as much as one that is there. An absent optional field adds nothing to what a
 * schema gives, so the answer is the same.
 */
export function parserOfFieldsInUse<Value>(schema: z.ZodMiniType<Value>): Parse<Value> {
  const whole: Parse<Value> = (record) => schema.safeParse(record)
  if (!(schema instanceof z.ZodMiniObject) || schema.def.catchall || schema.def.checks?.length) return whole
  const shape = schema.def.shape as Readonly<Record<string, z.ZodMiniType>>
  const unused = new Set(Object.keys(shape).filter((field) => shape[field]?._zod.optin === 'optional'))
  const inUse = (): Parse<Value> => {
    const part = z.object(Object.fromEntries(Object.entries(shape).filter(([field]) => !unused.has(field))))
    const quick = quickly?.(part)
    return (record) => {
      const data = quick ? quick(record) : UNSURE
      return (data === UNSURE ? part.safeParse(record) : { success: true, data }) as z.core.util.SafeParseResult<Value>
    }
  }
  let parse = inUse()
  return (record) => {
    for (const field in record) if (unused.delete(field)) parse = inUse()
    return parse(record)
  }
}
