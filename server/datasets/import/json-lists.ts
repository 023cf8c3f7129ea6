/** A list of objects inside an object, as APIs wrap their records. */
export interface JsonList {
  /** How many such lists begin before it; those inside the records of another do not count. */
  readonly place: number
  /** What the object calls it. */
  readonly name: string
  readonly records: number
  readonly characters: number
}

export interface ListMeter {
  push(text: string): void
  /** In their order. */
  lists(): readonly JsonList[]
}

interface Measured extends JsonList {
  records: number
  characters: number
}

const NAME_CHARACTERS = 100

/** More lists than these nobody has beside one another; what follows is left out of the comparison. */
const MAX_LISTS = 1_000

/** Measures the lists in an object, so that the one with the data is read and not merely the first. Understands only brackets and strings. */
export function createListMeter(): ListMeter {
  const found: Measured[] = []
  /** Of each open bracket whether it is one of an object. */
  const kinds: boolean[] = []
  let isInString = false
  let isEscaped = false
  /** How many brackets are open around the records of the list under way; 0: none is. */
  let listDepth = 0
  let current: Measured | undefined
  /** The last text outside of lists; before a bracket it is a name. */
  let text = ''
  const names: string[] = []

  function open(isObject: boolean): void {
    const isInList = kinds.at(-1) === false
    if (isObject && isInList && current === undefined && kinds.length > 1 && found.length < MAX_LISTS) {
      current = { place: found.length, name: names.at(-1) ?? '', records: 0, characters: 0 }
      found.push(current)
      listDepth = kinds.length
    }
    if (isObject && current && kinds.length === listDepth) current.records++
    kinds.push(isObject)
    names.push(text)
  }

  function close(): void {
    kinds.pop()
    names.pop()
    if (current && kinds.length < listDepth) current = undefined
  }

  return {
    push(piece) {
      for (let at = 0; at < piece.length; at++) {
        const code = piece.charCodeAt(at)
        if (current) current.characters++
        if (isInString) {
          if (isEscaped) isEscaped = false
          else if (code === 92) isEscaped = true
          else if (code === 34) isInString = false
          if (isInString && !current && text.length < NAME_CHARACTERS) text += piece[at]
        } else if (code === 34) {
          isInString = true
          if (!current) text = ''
        } else if (code === 123) open(true)
        else if (code === 91) open(false)
        else if (code === 125 || code === 93) close()
      }
    },
    lists: () => found,
  }
}
