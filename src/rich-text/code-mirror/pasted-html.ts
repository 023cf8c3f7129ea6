import { isSafeLink } from '#shared/model/rich-text/safe-link.ts'
import { type StyledLine, type StyledWords, writeRichText } from '#shared/model/rich-text/write-rich-text.ts'

const BLOCKS =
  /^(?:P|DIV|H[1-6]|LI|UL|OL|BLOCKQUOTE|PRE|SECTION|ARTICLE|HEADER|FOOTER|TABLE|TR|DL|DT|DD|FIGURE|FIGCAPTION)$/
const SILENT = /^(?:SCRIPT|STYLE|TEMPLATE|HEAD|TITLE|META|LINK|NOSCRIPT|IFRAME|OBJECT|SVG)$/i
/** A page nested deeper than this is not a text. */
const DEPTH_MAX = 200

interface Style {
  readonly isBold: boolean
  readonly isItalic: boolean
  readonly href?: string
}

interface Line {
  marker: string
  readonly words: StyledWords[]
}

interface List {
  readonly isNumbered: boolean
  readonly level: number
  count: number
}

/**
 * What is pasted from a page or a document, in our formats: bold, italic, lists and safe links stay, everything else becomes plain
 * words. The page is parsed without being shown: nothing in it runs or is loaded.
 */
export function richTextFromHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const lines: Line[] = [{ marker: '', words: [] }]
  const isEmpty = (line: Line | undefined): boolean => line?.words.every(({ text }) => text.trim() === '') ?? true
  const newLine = (marker = ''): void => {
    const last = lines.at(-1)
    if (last && isEmpty(last)) {
      last.words.length = 0
      if (marker !== '') last.marker = marker
    } else lines.push({ marker, words: [] })
  }

  const walk = (node: Node, style: Style, list: List | null, depth: number): void => {
    if (depth > DEPTH_MAX) return
    if (node.nodeType === Node.TEXT_NODE) {
      const text = (node.textContent ?? '').replaceAll(/[\s\u00a0]+/g, ' ')
      const isStart = isEmpty(lines.at(-1))
      if (!isStart || text.trim() !== '')
        lines.at(-1)?.words.push({ ...style, text: isStart ? text.trimStart() : text })
      return
    }
    if (!(node instanceof HTMLElement) || SILENT.test(node.tagName)) return
    if (node.tagName === 'BR') {
      lines.push({ marker: '', words: [] })
      return
    }
    const isBlock = BLOCKS.test(node.tagName)
    if (node.tagName === 'LI') newLine(markerOf(list))
    else if (isBlock && !isListParagraph(node)) newLine()
    const inner = styleOf(node, style)
    const innerList = listOf(node, list)
    for (const child of node.childNodes) walk(child, inner, innerList, depth + 1)
    if (isBlock && !isListParagraph(node)) newLine()
    else if (/^T[DH]$/.test(node.tagName)) lines.at(-1)?.words.push({ ...style, text: ' ' })
  }
  walk(body, { isBold: false, isItalic: false }, null, 0)
  while (isEmpty(lines.at(-1)) && lines.length > 0) lines.pop()
  const written: StyledLine[] = lines.map(({ marker, words }) => ({ marker, words: trimmedEnd(words) }))
  return writeRichText(written)
}

/** A paragraph that is all of a list entry stands on the entry's line. */
const isListParagraph = (node: HTMLElement): boolean => node.tagName === 'P' && node.parentElement?.tagName === 'LI'

function markerOf(list: List | null): string {
  if (!list) return '- '
  list.count++
  return `${'  '.repeat(list.level)}${list.isNumbered ? `${list.count}. ` : '- '}`
}

function listOf(node: HTMLElement, list: List | null): List | null {
  if (node.tagName !== 'UL' && node.tagName !== 'OL') return list
  return { isNumbered: node.tagName === 'OL', level: list ? Math.min(3, list.level + 1) : 0, count: 0 }
}

function styleOf(node: HTMLElement, style: Style): Style {
  const { tagName } = node
  const { fontWeight, fontStyle } = node.style
  let { isBold, isItalic } = style
  if (/^(?:B|STRONG|H[1-6]|TH)$/.test(tagName)) isBold = true
  if (/^(?:I|EM|CITE)$/.test(tagName)) isItalic = true
  // Google Docs wraps everything in a bold that is not bold.
  if (fontWeight !== '') isBold = fontWeight === 'bold' || fontWeight === 'bolder' || Number(fontWeight) >= 600
  if (fontStyle !== '') isItalic = fontStyle === 'italic' || fontStyle === 'oblique'
  const address = tagName === 'A' ? (node.getAttribute('href') ?? '') : ''
  // Places in the page that it comes from mean nothing here.
  const href = address !== '' && !address.startsWith('#') && isSafeLink(address) ? address : style.href
  return { isBold, isItalic, ...(href === undefined ? {} : { href }) }
}

const trimmedEnd = (words: readonly StyledWords[]): StyledWords[] =>
  words.map((one, index) => (index === words.length - 1 ? { ...one, text: one.text.trimEnd() } : one))
