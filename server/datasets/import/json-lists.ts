/** A list of objects inside an object, as APIs wrap their records. */
export interface JsonList {
  /** How many such lists begin before it; those inside the records of another do not count. */
  readonly place: number
  readonly records: number
  readonly characters: number
}

export interface ListMeter {
  push(text: string): void
  /** In their order. */
  lists(): readonly JsonList[]
}

/** More lists than these nobody has beside one another; what follows is left out of the comparison. */
const MAX_LISTS = 1_000

/** Measures the lists in an object, so that the one with the data is read and not merely the first. Understands only brackets and strings. */
export function createListMeter(): ListMeter {
  const found: { place: number; records: number; characters: number }[] = []
  /** Of each open bracket whether it is one of an object. */
  const kinds: boolean[] = []
  let isInString = false
  let isEscaped = false
  /** How many brackets are open around the records of the list under way; 0: none is. */
  let listDepth = 0
  let current: { place: number; records: number; characters: number } | undefined

  function open(isObject: boolean): void {
    const isInList = kinds.at(-1) === false
    if (isObject && isInList && current === undefined && kinds.length > 1 && found.length < MAX_LISTS) {
      current = { place: found.length, records: 0, characters: 0 }
      found.push(current)
      listDepth = kinds.length
    }
    if (isObject && current && kinds.length === listDepth) current.records++
    kinds.push(isObject)
  }

  function close(): void {
    kinds.pop()
    if (current && kinds.length < listDepth) current = undefined
  }

  return {
    push(text) {
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at)
        if (current) current.characters++
        if (isInString) {
          if (isEscaped) isEscaped = false
          else if (code === 92) isEscaped = true
          else if (code === 34) isInString = false
        } else if (code === 34) isInString = true
        else if (code === 123) open(true)
        else if (code === 91) open(false)
        else if (code === 125 || code === 93) close()
      }
    },
    lists: () => found,
  }
}
