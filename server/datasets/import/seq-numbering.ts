/** Lines that a part of a file may have before the numbers of the next one begin; 1,024 parts stay below those of live events. */
const PART_LINES = 2 ** 30

/** How rows of a file are numbered in the events table, so that order and place can be told from the number. */
export interface SeqNumbering {
  /** Rises with part, line and step: ties on the instant are broken by the file. */
  seqOf(part: number, line: number, step: number): number
  placeOf(seq: number): { readonly part: number; readonly line: number }
  /** A case for a record that names none. */
  caseOf(part: number, line: number): string
}

/** `steps`: events that one record can make; 0 and 1 are the same. */
export function seqNumbering(steps: number): SeqNumbering {
  const each = Math.max(1, steps)
  return {
    seqOf: (part, line, step) => part * PART_LINES + line * each + step,
    placeOf: (seq) => ({ part: Math.floor(seq / PART_LINES), line: Math.floor((seq % PART_LINES) / each) }),
    caseOf: (part, line) => (part === 0 ? `row ${line}` : `row ${line} of file ${part + 1}`),
  }
}

/** Which numbers the rows of some parts have: from the first on, before the end. */
export const seqsOfParts = ({
  firstPart,
  parts,
}: {
  readonly firstPart: number
  readonly parts: number
}): { readonly from: number; readonly before: number } => ({
  from: firstPart * PART_LINES,
  before: (firstPart + parts) * PART_LINES,
})
