/** One JSON record as text, with where it stood. */
export interface JsonText {
  readonly line: number
  readonly text: string
  /** Longer than the limit: only its beginning is kept. */
  readonly isTooLong: boolean
}

/**
 * `values`: one value after the other, whatever is between them. `array`: the elements of the outermost array, and of further ones behind it,
 * as pages that were fetched one after the other. `wrapped`: the
 * elements of an array of objects inside an object, as APIs answer; `wrapped-rows`: of an array of arrays. `members`: those of the outermost object, each with its key before it;
 * `inner-members`: those of an object in it.
 */
export type JsonShape = 'values' | 'array' | 'wrapped' | 'wrapped-rows' | 'members' | 'inner-members'

export interface ValueSplitter {
  push(text: string): JsonText[]
  /** Something is begun and not finished: the text ends too early. */
  isOpen(): boolean
  /** A bracket closes that was never opened: this is not JSON. */
  isBroken(): boolean
  /** A record is under way. */
  hasBegun(): boolean
  end(): JsonText[]
}

const QUOTE = 34
const BACKSLASH = 92
const KEPT_TEXT = 2_000
/** No sane record nests deeper; a hostile one nests a million times. */
export const MAX_DEPTH = 100

export interface SplitterOptions {
  /** Of the text, from 1. */
  readonly firstLine?: number
  /** Of `wrapped` and `inner-members`: how many lists, or objects, come before the one that is read. */
  readonly skippedLists?: number
}

/** Cuts a JSON text into its records without parsing it, in pieces of any size; only brackets and strings are understood. */
export function createValueSplitter(
  shape: JsonShape,
  maxCharacters: number,
  { firstLine = 1, skippedLists = 0 }: SplitterOptions = {},
): ValueSplitter {
  const isOfMembers = shape === 'members' || shape === 'inner-members'
  /** What a record begins with, where it has to be found: `[` or `{`. */
  const opening = shape === 'wrapped-rows' ? 91 : 123
  let recordDepth = shape === 'values' ? 0 : shape === 'array' || shape === 'members' ? 1 : -1
  let line = firstLine
  let listsToSkip = skippedLists
  /** Around the records of a list that is skipped; -1: none is under way. */
  let skippedDepth = -1
  /** `{` is 1, `[` is 0; deeper than the limit only the depth counts. */
  const kinds: number[] = []
  let depth = 0
  let isInString = false
  let isEscaped = false
  let isDone = false
  /** The list that holds the records was closed. */
  let hasEnded = false
  let isBroken = false
  /** Of the record under way: what came in pieces before this one. */
  let begun = ''
  let isBegun = false
  let isScalar = false
  let isTooLong = false
  let recordLine = 1

  function push(text: string): JsonText[] {
    const found: JsonText[] = []
    let start = isBegun ? 0 : -1

    const begin = (at: number, scalar: boolean): void => {
      isBegun = true
      isScalar = scalar
      start = at
      recordLine = line
    }
    const keep = (end: number): void => {
      if (isTooLong) return
      begun += text.slice(start, end)
      if (begun.length <= maxCharacters) return
      isTooLong = true
      begun = begun.slice(0, KEPT_TEXT)
    }
    const finish = (end: number): void => {
      keep(end)
      found.push({ line: recordLine, text: begun.trim(), isTooLong })
      begun = ''
      isBegun = false
      isTooLong = false
      start = -1
    }

    for (let at = 0; at < text.length && !isDone; at++) {
      const code = text.charCodeAt(at)
      if (code === 10) line++
      if (isInString) {
        if (isEscaped) isEscaped = false
        else if (code === BACKSLASH) isEscaped = true
        else if (code === QUOTE) isInString = false
        continue
      }
      if (code <= 32 || code === 0xfeff) {
        // Between values a blank ends a bare word.
        if (isBegun && isScalar && depth === 0 && shape === 'values') finish(at)
        continue
      }
      switch (code) {
        case QUOTE:
          isInString = true
          if (!isBegun && depth === recordDepth) begin(at, true)
          break
        case 123: // {
        case 91: // [
          if (shape === 'inner-members') {
            if (recordDepth === -1 && depth === 1 && code === 123 && listsToSkip-- <= 0) recordDepth = 2
          } else if (
            recordDepth === -1 &&
            skippedDepth === -1 &&
            code === opening &&
            depth > 1 &&
            kinds[depth - 1] === 0
          ) {
            if (listsToSkip-- > 0) skippedDepth = depth
            else recordDepth = depth
          }
          if (isBegun && isScalar && depth === recordDepth) {
            if (isOfMembers) isScalar = false
            else finish(at)
          }
          if (!isBegun && depth === recordDepth && !(shape !== 'values' && depth === 0)) begin(at, false)
          if (depth < MAX_DEPTH) kinds[depth] = code === 123 ? 1 : 0
          depth++
          break
        case 125: // }
        case 93: // ]
          if (isBegun && isScalar && depth === recordDepth) finish(at)
          depth--
          if (depth < skippedDepth) skippedDepth = -1
          if (depth < 0) {
            isBroken = !hasEnded
            isDone = true
          } else if (isBegun && depth === recordDepth) finish(at + 1)
          else if (recordDepth > 0 && depth < recordDepth) {
            hasEnded = true
            isDone = shape !== 'array'
          }
          break
        case 44: // ,
          if (isBegun && isScalar && depth === recordDepth) finish(at)
          break
        default:
          if (!isBegun && depth === recordDepth) begin(at, true)
      }
    }
    if (isBegun && !isDone) keep(text.length)
    return found
  }

  return {
    push,
    isOpen: () => !isDone && !(isBegun && isScalar && depth === 0 && !isInString) && (isBegun || depth > 0),
    isBroken: () => isBroken,
    hasBegun: () => isBegun,
    end() {
      if (!(isBegun && isScalar && depth === 0 && !isInString)) return []
      isBegun = false
      return [{ line: recordLine, text: begun.trim(), isTooLong }]
    },
  }
}

/** How deep brackets nest; cheap, and safe for text that would break a parser. */
export function nestingOf(text: string): number {
  let deepest = 0
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isInString) {
      if (code === BACKSLASH) at++
      else if (code === QUOTE) isInString = false
    } else if (code === QUOTE) isInString = true
    else if (code === 123 || code === 91) deepest = Math.max(deepest, ++depth)
    else if (code === 125 || code === 93) depth--
  }
  return deepest
}
