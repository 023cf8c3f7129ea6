import './rich-text.css'
import { type ReactNode, use } from 'react'
import type { RichSpan } from '#shared/model/rich-text/inline.ts'
import { mayBeRich, plainMarker, readRichText, type RichLine } from '#shared/model/rich-text/read-rich-text.ts'
import { linkedElement } from '#shared/model/rich-text/safe-link.ts'
import { ElementLinksContext } from './element-links.ts'

/** A text with its formats, as elements to be put into a block of text. Made of words only: nothing in a text can become markup. */
export function RichText({ text }: { readonly text: string }): ReactNode {
  if (!mayBeRich(text)) return text
  return blocksOf(readRichText(text)).map(({ kind, lines }, index) => {
    const key = `${index} ${kind}`
    if (kind === 'text') {
      return lines.map((line) => (
        <span key={line.from} className="rich-line">
          {line.spans.length === 0 ? <br /> : <Words line={line} />}
        </span>
      ))
    }
    const List = kind === 'bullet' ? 'ul' : 'ol'
    return (
      <List key={key} className="rich-list">
        {lines.map((line) => (
          <li
            key={line.from}
            className="rich-item"
            data-level={line.item?.level || undefined}
            data-marker={line.item ? plainMarker(line.item) : undefined}
            value={kind === 'numbered' ? line.item?.number : undefined}
          >
            <Words line={line} />
          </li>
        ))}
      </List>
    )
  })
}

interface Block {
  readonly kind: 'text' | 'bullet' | 'numbered'
  readonly lines: RichLine[]
}

/** Entries of one kind in a row are one list. */
function blocksOf(lines: readonly RichLine[]): Block[] {
  const blocks: Block[] = []
  for (const line of lines) {
    const kind = line.item?.kind ?? 'text'
    const last = blocks.at(-1)
    if (last?.kind === kind) last.lines.push(line)
    else blocks.push({ kind, lines: [line] })
  }
  return blocks
}

const Words = ({ line }: { readonly line: RichLine }): ReactNode =>
  line.spans.map((span) => <Span key={span.from} span={span} />)

function Span({ span }: { readonly span: RichSpan }): ReactNode {
  const { text, isBold, isItalic, href } = span
  const bold = isBold ? <strong>{text}</strong> : text
  const words = isItalic ? <em>{bold}</em> : bold
  return href === undefined ? words : <SafeLink href={href}>{words}</SafeLink>
}

/** `href` has passed `isSafeLink` when the text was read. */
function SafeLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const showElement = use(ElementLinksContext)
  const elementId = linkedElement(href)
  if (elementId === undefined) {
    return (
      <a className="rich-link" href={href} target="_blank" rel="noopener noreferrer" title={href}>
        {children}
      </a>
    )
  }
  if (!showElement) return children
  return (
    <a
      className="rich-link"
      href={href}
      onClick={(event) => {
        event.preventDefault()
        showElement(elementId)
      }}
    >
      {children}
    </a>
  )
}
