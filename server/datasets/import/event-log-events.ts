import type { XmlHandlers } from './xml-events.ts'

/** One event of an XES log, with the attributes of its trace. */
export interface LogEvent {
  /** Position in the document, from 1. */
  readonly number: number
  /** Position of its trace in the document, from 1. */
  readonly traceNumber: number
  /** `null`: the event stands outside any trace. */
  readonly trace: ReadonlyMap<string, string> | null
  readonly event: ReadonlyMap<string, string>
}

const VALUE_TAGS: ReadonlySet<string> = new Set(['string', 'date', 'int', 'float', 'boolean', 'id'])
/** Only lists and containers open a level without a value of their own. */
const GROUP_TAGS: ReadonlySet<string> = new Set(['list', 'container', 'values'])
const MAX_LEVELS = 8

/**
 * Follows an XES document (IEEE 1849): log > trace > event > attributes. Attributes inside attributes get dotted names. What an
 * event does not say is filled by the log's global defaults, as the standard has it.
 */
export function createLogHandlers(found: (event: LogEvent) => void): XmlHandlers {
  let number = 0
  let traceNumber = 0
  let trace: Map<string, string> | null = null
  let event: Map<string, string> | null = null
  let global: Map<string, string> | null = null
  const defaults = { trace: new Map<string, string>(), event: new Map<string, string>() }
  /** Keys of the attributes around this place. */
  const keys: string[] = []
  let isClassifier = false

  function take(tag: string, { key = '', value }: Readonly<Record<string, string>>): void {
    keys.push(tag === 'values' ? '' : key)
    const target = global ?? event ?? trace
    if (!target || isClassifier || value === undefined || keys.length > MAX_LEVELS) return
    const name = keys.filter((part) => part !== '').join('.')
    const before = target.get(name)
    // A list may hold one key several times.
    target.set(name, before === undefined || keys.length === 1 ? value : `${before}, ${value}`)
  }

  return {
    open(name, attributes) {
      if (VALUE_TAGS.has(name) || GROUP_TAGS.has(name)) return take(name, attributes)
      switch (name) {
        case 'global':
          global = attributes['scope'] === 'trace' ? defaults.trace : defaults.event
          break
        case 'classifier':
          isClassifier = true
          break
        case 'trace':
          trace = new Map()
          traceNumber++
          break
        case 'event':
          event = new Map()
          break
        default:
      }
    },
    close(name) {
      if (VALUE_TAGS.has(name) || GROUP_TAGS.has(name)) {
        keys.pop()
        return
      }
      switch (name) {
        case 'global':
          global = null
          break
        case 'classifier':
          isClassifier = false
          break
        case 'trace':
          trace = null
          break
        case 'event':
          number++
          if (event) found({ number, traceNumber, trace, event: withDefaults(event, defaults.event) })
          event = null
          break
        default:
      }
    },
  }

  function withDefaults(values: Map<string, string>, missing: ReadonlyMap<string, string>): Map<string, string> {
    for (const [key, value] of missing) {
      // A made-up time would be an event that never was.
      if (!values.has(key) && key !== 'time:timestamp') values.set(key, value)
    }
    return values
  }
}
