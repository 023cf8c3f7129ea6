import { isSafeLink, LINK_MAX_LENGTH } from './safe-link.ts'

/** A piece of a line in one style. `from` and `to` are places in the stored text, `text` is what is shown. */
export interface RichSpan {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly isBold: boolean
  readonly isItalic: boolean
  /** An address that `isSafeLink` has let pass. */
  readonly href?: string
}

/** Signs that make a format and are not shown; `start` to `end` is what they format, themselves included. */
export interface RichMark {
  readonly from: number
  readonly to: number
  readonly start: number
  readonly end: number
}

export interface Inline {
  readonly spans: readonly RichSpan[]
  readonly marks: readonly RichMark[]
}

interface Token {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly inner?: Inline
  readonly run?: Run
}

/** Stars or underlines in a row that may begin or end a format. */
interface Run {
  readonly sign: '*' | '_'
  readonly canOpen: boolean
  readonly canClose: boolean
}

const SPECIAL = /[\\*_[\]]|https?:\/\//
const PUNCTUATION = /[!-/:-@[-`{-~]/
const WORD = /[\p{L}\p{N}]/u
const BARE_LINK = /https?:\/\/[^\s<>"\p{C}]+/uy

/** Reads one line (without list marker) that begins at `base` of the stored text. Takes time in proportion to its length. */
export function readInline(line: string, base: number, withLinks = true): Inline {
  if (!SPECIAL.test(line)) return { spans: line === '' ? [] : [plainSpan(line, base)], marks: [] }
  return emphasized(tokensOf(line, base, withLinks))
}

const plainSpan = (text: string, from: number): RichSpan => ({
  from,
  to: from + text.length,
  text,
  isBold: false,
  isItalic: false,
})

function tokensOf(line: string, base: number, withLinks: boolean): { tokens: Token[]; marks: RichMark[] } {
  const marks: RichMark[] = []
  const tokens: Token[] = []
  /** Opening brackets that may begin a link: where, and after how many tokens and marks. */
  let brackets: { readonly at: number; readonly tokens: number; readonly marks: number }[] = []
  let plainFrom = 0
  let at = 0
  const flush = (to: number): void => {
    if (to > plainFrom) tokens.push({ from: base + plainFrom, to: base + to, text: line.slice(plainFrom, to) })
    plainFrom = to
  }
  while (at < line.length) {
    const sign = line[at] ?? ''
    if (sign === '\\' && PUNCTUATION.test(line[at + 1] ?? '')) {
      flush(at)
      marks.push({ from: base + at, to: base + at + 1, start: base + at, end: base + at + 2 })
      plainFrom = at + 1
      at += 2
    } else if (sign === '*' || sign === '_') {
      flush(at)
      const from = at
      while (line[at] === sign) at++
      tokens.push({
        from: base + from,
        to: base + at,
        text: line.slice(from, at),
        run: runAt(line, from, at, sign),
      })
      plainFrom = at
    } else if (sign === '[' && withLinks) {
      flush(at)
      brackets.push({ at, tokens: tokens.length, marks: marks.length })
      at++
    } else if (sign === ']' && withLinks) {
      const opening = brackets.pop()
      const href = opening && line[at + 1] === '(' && opening.at + 1 < at ? addressAt(line, at + 2) : undefined
      if (opening && href !== undefined) {
        const end = at + 3 + href.length
        const [start, whole] = [base + opening.at, base + end]
        const inner = readInline(line.slice(opening.at + 1, at), start + 1, false)
        tokens.length = opening.tokens
        marks.length = opening.marks
        marks.push({ from: start, to: start + 1, start, end: whole }, ...inner.marks, {
          from: base + at,
          to: whole,
          start,
          end: whole,
        })
        tokens.push({ from: start + 1, to: base + at, text: '', inner: linked(inner, href) })
        brackets = [] // a link holds no link
        at = end
        plainFrom = end
      } else at++
    } else if (sign === 'h' && withLinks && !WORD.test(line[at - 1] ?? '')) {
      const href = bareLinkAt(line, at)
      if (href !== undefined) {
        flush(at)
        const [from, to] = [base + at, base + at + href.length]
        tokens.push({ from, to, text: '', inner: linked({ spans: [plainSpan(href, from)], marks: [] }, href) })
        at += href.length
        plainFrom = at
      } else at++
    } else at++
  }
  flush(line.length)
  return { tokens, marks }
}

const linked = ({ spans, marks }: Inline, href: string): Inline => ({
  spans: spans.map((span) => ({ ...span, href })),
  marks,
})

function runAt(line: string, from: number, to: number, sign: '*' | '_'): Run {
  const before = from === 0 ? ' ' : lastSign(line, from)
  const after = to >= line.length ? ' ' : String.fromCodePoint(line.codePointAt(to) ?? 32)
  const [spaceBefore, spaceAfter] = [/\s/.test(before), /\s/.test(after)]
  // Within a word an underline is just an underline.
  const isInWord = sign === '_' && WORD.test(before) && WORD.test(after)
  const [canOpen, canClose] = [!spaceAfter && !isInWord, !spaceBefore && !isInWord]
  // The longest that means anything: `*a**b*****c**` ends two formats and begins one.
  const isTooLong = to - from > (canOpen && canClose ? 5 : 3)
  return { sign, canOpen: canOpen && !isTooLong, canClose: canClose && !isTooLong }
}

const lastSign = (line: string, end: number): string => {
  const unit = line.charCodeAt(end - 1)
  return unit >= 0xdc00 && unit <= 0xdfff ? line.slice(Math.max(0, end - 2), end) : line.charAt(end - 1)
}

/** The address between brackets, when it is closed on the same line and safe. */
function addressAt(line: string, start: number): string | undefined {
  let depth = 0
  for (let at = start; at < line.length && at - start <= LINK_MAX_LENGTH; at++) {
    const sign = line[at]
    if (sign === '(') depth++
    if (sign === ')' && depth-- === 0) {
      const address = line.slice(start, at)
      return isSafeLink(address) ? address : undefined
    }
    if (sign === ' ') return undefined
  }
  return undefined
}

function bareLinkAt(line: string, at: number): string | undefined {
  BARE_LINK.lastIndex = at
  let found = BARE_LINK.exec(line)?.[0].slice(0, LINK_MAX_LENGTH)
  // What ends a sentence, or closes a format around the address, is not part of it.
  while (found !== undefined && /[.,;:!?'*_\])]$/.test(found) && !(found.endsWith(')') && isBalanced(found))) {
    found = found.slice(0, -1)
  }
  return found !== undefined && isSafeLink(found) ? found : undefined
}

const isBalanced = (text: string): boolean => text.split('(').length >= text.split(')').length

/** A run that began formats which are not closed yet. */
interface Opener {
  readonly token: number
  readonly sign: '*' | '_'
  readonly from: number
  /** Its signs up to here are not used yet: the innermost format takes the last ones. */
  end: number
  sizes: readonly Size[]
}

/** One sign makes italic, two make bold. */
type Size = 1 | 2
const SIZES_OF_RUN: Readonly<Record<number, readonly Size[]>> = { 1: [1], 2: [2], 3: [2, 1] }

/** Finds which runs belong together. At most four formats can be open at once, so a line of a thousand stars is no burden. */
function emphasized({ tokens, marks: before }: { tokens: readonly Token[]; marks: readonly RichMark[] }): Inline {
  const marks = [...before]
  const formats: { readonly fromToken: number; readonly toToken: number; readonly size: Size }[] = []
  /** How many signs of a run were used as marks, from its left and from its right end. */
  const used = new Map<number, { left: number; right: number }>()
  let open: Opener[] = []
  for (const [index, { run, from, to }] of tokens.entries()) {
    if (!run) continue
    let start = from
    while (run.canClose && start < to) {
      const fits = sizesThatClose(run, to - from, to - start)
      const at = open.findLastIndex(({ sign, sizes }) => sign === run.sign && sizes.some((size) => fits.includes(size)))
      const opener = open[at]
      const size = opener && ([2, 1] as const).find((each) => opener.sizes.includes(each) && fits.includes(each))
      if (!opener || size === undefined) break
      const end = start + size
      formats.push({ fromToken: opener.token, toToken: index, size })
      marks.push({ from: opener.end - size, to: opener.end, start: opener.from, end })
      marks.push({ from: start, to: end, start: opener.from, end })
      count(used, opener.token).right += size
      count(used, index).left += size
      opener.end -= size
      opener.sizes = opener.sizes.filter((each) => each !== size)
      open = open.slice(0, opener.sizes.length > 0 ? at + 1 : at)
      start = end
    }
    const sizes = run.canOpen ? (SIZES_OF_RUN[to - start] ?? []) : []
    if (sizes.length === 0) continue
    // The nearer of two beginnings counts.
    for (const other of open)
      if (other.sign === run.sign) other.sizes = other.sizes.filter((each) => !sizes.includes(each))
    open = open.filter((other) => other.sizes.length > 0)
    open.push({ token: index, sign: run.sign, from: start, end: to, sizes })
  }
  marks.sort((a, b) => a.from - b.from)
  return { spans: spansOf(tokens, formats, used), marks }
}

/** What a run with so many signs left may close. One that could also begin something closes only what is as long as it is. */
const sizesThatClose = ({ canOpen }: Run, length: number, left: number): readonly Size[] =>
  canOpen && length < 3 ? (length === 1 ? [1] : [2]) : left === 1 ? [1] : [1, 2]

function count(used: Map<number, { left: number; right: number }>, token: number): { left: number; right: number } {
  const known = used.get(token) ?? { left: 0, right: 0 }
  used.set(token, known)
  return known
}

function spansOf(
  tokens: readonly Token[],
  formats: readonly { readonly fromToken: number; readonly toToken: number; readonly size: Size }[],
  used: ReadonlyMap<number, { readonly left: number; readonly right: number }>,
): RichSpan[] {
  const depth = { 1: new Int32Array(tokens.length + 1), 2: new Int32Array(tokens.length + 1) }
  for (const { fromToken, toToken, size } of formats) {
    const levels = depth[size]
    levels[fromToken + 1] = (levels[fromToken + 1] ?? 0) + 1
    levels[toToken] = (levels[toToken] ?? 0) - 1
  }
  const spans: RichSpan[] = []
  let [italic, bold] = [0, 0]
  for (const [index, token] of tokens.entries()) {
    italic += depth[1][index] ?? 0
    bold += depth[2][index] ?? 0
    const style = { isBold: bold > 0, isItalic: italic > 0 }
    if (token.inner) {
      for (const span of token.inner.spans)
        spans.push({ ...span, isBold: span.isBold || style.isBold, isItalic: span.isItalic || style.isItalic })
      continue
    }
    const { left = 0, right = 0 } = used.get(index) ?? {}
    const text = token.text.slice(left, token.text.length - right)
    if (text === '') continue
    const from = token.from + left
    const last = spans.at(-1)
    const continues =
      last?.to === from && last.href === undefined && last.isBold === style.isBold && last.isItalic === style.isItalic
    if (continues) spans[spans.length - 1] = { ...last, to: from + text.length, text: last.text + text }
    else spans.push({ from, to: from + text.length, text, ...style })
  }
  return spans
}
