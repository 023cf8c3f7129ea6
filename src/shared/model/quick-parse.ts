import * as z from 'zod/mini'
import { type QuickParse, UNSURE } from './fields-in-use.ts'

/**
 * Parses as the schema does what it accepts without more ado, a few times as fast: a journey of ten thousand cards has a hundred thousand
 * fields, for each of which a schema keeps account of what is wrong with it. Whatever is not plainly right is left to the schema, and so is
 * every kind of schema that is not known here.
 */
export function quickParse(given: z.core.$ZodType): QuickParse {
  const schema = given as z.core.$ZodTypes
  const { def, traits } = schema._zod
  const checks = [...(traits.has('$ZodCheck') ? [schema] : []), ...(def.checks ?? [])] as z.core.$ZodCheck<unknown>[]
  const parse = ofKind(schema)
  if (!parse) return bySchema(schema)
  if (checks.length === 0) return parse
  const payload: z.core.ParsePayload = { value: undefined, issues: [] }
  return (value) => {
    payload.value = parse(value)
    if (payload.value === UNSURE) return UNSURE
    for (const { _zod } of checks) {
      void _zod.check(payload)
      if (payload.issues.length === 0) continue
      payload.issues = []
      return UNSURE
    }
    return payload.value
  }
}

const bySchema =
  (schema: z.core.$ZodType): QuickParse =>
  (value) => {
    const result = z.safeParse(schema, value)
    return result.success ? result.data : UNSURE
  }

function ofKind({ _zod: { def, values } }: z.core.$ZodTypes): QuickParse | undefined {
  switch (def.type) {
    case 'string':
    case 'boolean':
      return (value) => (typeof value === def.type ? value : UNSURE)
    case 'number':
      return (value) => (Number.isFinite(value) ? value : UNSURE)
    case 'enum':
    case 'literal':
      return (value) => ((values as ReadonlySet<unknown>).has(value) ? value : UNSURE)
    case 'optional':
    case 'default': {
      const parse = quickParse(def.innerType)
      return (value) => (value === undefined ? UNSURE : parse(value))
    }
    case 'pipe': {
      const [first, then] = [quickParse(def.in), quickParse(def.out)]
      return (value) => {
        const between = first(value)
        return between === UNSURE ? UNSURE : then(between)
      }
    }
    case 'transform':
      // One that says what is wrong is left to the schema.
      return def.transform.length === 1 ? (value) => def.transform(value, undefined as never) : undefined
    case 'array': {
      const parse = quickParse(def.element)
      return (value) => {
        if (!Array.isArray(value)) return UNSURE
        const list = value.map((part) => parse(part))
        return list.includes(UNSURE) ? UNSURE : list
      }
    }
    case 'object':
      return def.catchall ? undefined : ofRecord(def.shape)
    case 'union':
      return 'discriminator' in def ? ofOneOf(def as z.core.$ZodDiscriminatedUnionDef) : undefined
    default:
      return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function ofRecord(shape: z.core.$ZodShape): QuickParse {
  const fields = Object.entries(shape).map(([name, schema]) => {
    const { def, optin } = (schema as z.core.$ZodTypes)._zod
    return { name, def, isOptional: optin === 'optional', parse: quickParse(schema) }
  })
  return (value) => {
    if (!isRecord(value)) return UNSURE
    const record: Record<string, unknown> = {}
    for (const { name, def, isOptional, parse } of fields) {
      const part = value[name]
      if (part !== undefined) {
        record[name] = parse(part)
        if (record[name] === UNSURE || record[name] === undefined) return UNSURE
      } else if (name in value) return UNSURE
      else if (def.type === 'default') record[name] = def.defaultValue
      else if (!isOptional) return UNSURE
    }
    return record
  }
}

/** Kinds of records that are told apart by one field. */
function ofOneOf({ discriminator, options }: z.core.$ZodDiscriminatedUnionDef): QuickParse {
  const parseOf = new Map<unknown, QuickParse>()
  for (const option of options) {
    const values = option._zod.propValues?.[discriminator] ?? []
    for (const value of values) parseOf.set(value, quickParse(option))
  }
  return (value) => (isRecord(value) ? (parseOf.get(value[discriminator])?.(value) ?? UNSURE) : UNSURE)
}
