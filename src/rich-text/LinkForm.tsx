import type { EditorView } from '@codemirror/view'
import { useState } from 'react'
import { linkAt } from '#shared/model/rich-text/edit-rich-text.ts'
import { linkFromTyped } from '#shared/model/rich-text/safe-link.ts'
import { Button } from '#src/ui/Button.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { Popover } from '#src/ui/Popover.tsx'
import { TextField } from '#src/ui/TextField.tsx'

interface LinkFormProps {
  readonly view: EditorView
  /** With the address, `null` to take the link away, or nothing when it was called off. */
  readonly onClose: (href?: string | null) => void
}

/** Asks where a link leads. Opens at the caret. */
export function LinkForm({ view, onClose }: LinkFormProps) {
  const { from, to } = view.state.selection.main
  const [known] = useState(() => linkAt(view.state.doc.toString(), { from, to })?.href ?? '')
  const [typed, setTyped] = useState(known)
  const [isRefused, setRefused] = useState(false)
  const [anchor] = useState(() => {
    const at = view.coordsAtPos(from) ?? view.dom.getBoundingClientRect()
    return { x: at.left, y: at.top, width: 1, height: at.bottom - at.top }
  })
  return (
    <Popover label="Link" anchorRect={anchor} open onOpenChange={(isOpen) => !isOpen && onClose()} className="w-72 p-3">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keeps the keys of its field from the page around it */}
      <form
        data-rich-text-form=""
        className="flex flex-col gap-2.5"
        onKeyDown={(event) => event.stopPropagation()}
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim() === '') {
            onClose(known === '' ? undefined : null)
            return
          }
          const href = linkFromTyped(typed)
          if (href === undefined) setRefused(true)
          else onClose(href)
        }}
      >
        <TextField
          ref={focusOnMount}
          label="Link to"
          placeholder="example.com or name@example.com"
          value={typed}
          error={isRefused ? 'Links may lead to web pages (http, https), mail addresses and telephone numbers.' : null}
          onChange={(event) => {
            setTyped(event.target.value)
            setRefused(false)
          }}
        />
        <div className="flex justify-end gap-2">
          {known !== '' && (
            <Button size="sm" variant="ghost" onClick={() => onClose(null)}>
              Remove link
            </Button>
          )}
          <Button size="sm" variant="primary" type="submit">
            {known === '' ? 'Link' : 'Change'}
          </Button>
        </div>
      </form>
    </Popover>
  )
}
