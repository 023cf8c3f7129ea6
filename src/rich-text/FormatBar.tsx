import type { EditorView } from '@codemirror/view'
import { Bold, Italic, Link, List, ListOrdered } from 'lucide-react'
import { hasStyle, linkAt } from '#shared/model/rich-text/edit-rich-text.ts'
import { readRichText } from '#shared/model/rich-text/read-rich-text.ts'
import type { Icon } from '#src/ui/icon.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { applyFormat, FORMATS } from './code-mirror/format-keys.ts'

interface FormatBarProps {
  readonly view: EditorView
  readonly onLink: () => void
}

/** The few formats that a text has. Drawn anew whenever the text or the selection changes. */
export function FormatBar({ view, onLink }: FormatBarProps) {
  const { doc, selection } = view.state
  const text = doc.toString()
  const { from, to } = selection.main
  const item = readRichText(text).find((line) => line.from <= from && from <= line.to)?.item
  const button = (format: keyof typeof FORMATS, icon: Icon, label: string, shortcut: string, isOn: boolean) => (
    <IconButton
      size="sm"
      icon={icon}
      label={label}
      shortcut={shortcut}
      pressed={isOn}
      onClick={() => {
        applyFormat(view, FORMATS[format])
        view.focus()
      }}
    />
  )
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/interactive-supports-focus -- only keeps the selection where it is
    <div className="rich-bar" role="toolbar" aria-label="Format" onMouseDown={(event) => event.preventDefault()}>
      {button('bold', Bold, 'Bold', 'Mod+B', hasStyle(text, { from, to }, 'isBold'))}
      {button('italic', Italic, 'Italic', 'Mod+I', hasStyle(text, { from, to }, 'isItalic'))}
      {button('bullets', List, 'Bulleted list', 'Mod+Shift+8', item?.kind === 'bullet')}
      {button('numbers', ListOrdered, 'Numbered list', 'Mod+Shift+7', item?.kind === 'numbered')}
      <IconButton
        size="sm"
        icon={Link}
        label="Link"
        shortcut="Mod+K"
        pressed={linkAt(text, { from, to }) !== undefined}
        onClick={onLink}
      />
    </div>
  )
}
