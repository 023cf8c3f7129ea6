import { EditorState, type Extension, Prec } from '@codemirror/state'
import { defaultKeymap } from '@codemirror/commands'
import { EditorView, keymap, placeholder as placeholderOf } from '@codemirror/view'
import { use, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { setLink } from '#shared/model/rich-text/edit-rich-text.ts'
import { whenQuiet } from '#src/ui/usable.ts'
import type { TextDone } from '#src/editor/TextEditor.tsx'
import { useEditor } from '#src/editor/hooks.ts'
import { applyFormat, formatKeys } from './code-mirror/format-keys.ts'
import { knowHeights } from './code-mirror/know-heights.ts'
import { leaveKeys } from './code-mirror/leave-keys.ts'
import { limitLength } from './code-mirror/limit-length.ts'
import { liveFormat } from './code-mirror/live-format.ts'
import { pasteRichText } from './code-mirror/paste.ts'
import { rehearseTyping } from './code-mirror/rehearse-typing.ts'
import { remoteCarets } from './code-mirror/remote-carets.ts'
import { storedTextExtension } from './code-mirror/stored-text.ts'
import { ElementLinksContext } from './element-links.ts'
import { FormatBar } from './FormatBar.tsx'
import { LinkForm } from './LinkForm.tsx'
import type { PressedAt, RichTextFieldProps } from './RichTextField.tsx'

interface RichTextEditorProps extends RichTextFieldProps {
  readonly pressedAt: PressedAt
  /** Gives once what was typed while the editor was loading. */
  readonly takeEarly: () => string
  /** The editor is on the page and has the focus. */
  readonly onReady: () => void
}

/** The editor of `RichTextField`; loaded when the first one is wanted. Takes the focus when it appears. */
export function RichTextEditor(props: RichTextEditorProps) {
  const { root, id, field, label, placeholder = '', onDone } = props
  const editor = useEditor()
  const showElement = use(ElementLinksContext)
  const place = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<EditorView | null>(null)
  const [isLinking, setLinking] = useState(false)
  /** Changes with every change of text or selection, for the toolbar. */
  const [, setRevision] = useState(0)
  const done = useRef(onDone)
  useEffect(() => {
    done.current = onDone
  }, [onDone])
  const isInPlace = onDone !== undefined
  const start = useRef(props.pressedAt)
  const early = useRef(props.takeEarly)

  useEffect(() => {
    const where = { root, id, field } as const
    const leave = (reason: TextDone, isShift: boolean): void => done.current?.(reason, { isShift })
    const made = new EditorView({
      ...(place.current ? { parent: place.current } : {}),
      state: EditorState.create({
        doc: editor.textOf(root, id, field)?.toString() ?? '',
        extensions: [
          EditorState.lineSeparator.of('\n'),
          EditorState.allowMultipleSelections.of(false),
          EditorView.lineWrapping,
          EditorView.perLineTextDirection.of(true),
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-multiline': 'true',
            spellcheck: 'true',
            dir: 'auto',
          }),
          placeholderOf(placeholder),
          limitLength(where),
          storedTextExtension(editor, where),
          remoteCarets(editor, where),
          liveFormat(showElement),
          formatKeys(() => setLinking(true)),
          Prec.highest(leaveKeys(editor, isInPlace ? leave : null)),
          keymap.of(defaultKeymap.filter(({ key }) => key !== 'Mod-Enter')),
          pasteRichText,
          isInPlace ? [] : forToolbar(() => setRevision((revision) => revision + 1)),
        ],
      }),
    })
    setView(made)
    made.focus()
    const pressed = start.current ? made.posAtCoords(start.current) : null
    made.dispatch({ selection: { anchor: pressed ?? made.state.doc.length } })
    const typed = early.current()
    if (typed !== '') made.dispatch(made.state.replaceSelection(typed))
    void whenQuiet().then(() => {
      rehearseTyping(made)
      knowHeights(made)
    })
    return () => {
      setView(null)
      made.destroy()
    }
  }, [editor, root, id, field, label, placeholder, isInPlace, showElement])

  const { onReady } = props
  // Before anything is painted: the text at rest goes as the editor comes.
  useLayoutEffect(() => onReady(), [onReady])

  return (
    <>
      {view && !isInPlace && <FormatBar view={view} onLink={() => setLinking(true)} />}
      <div ref={place} className="rich-editor" data-rich-text={field} />
      {view && isLinking && (
        <LinkForm
          view={view}
          onClose={(href) => {
            setLinking(false)
            if (href !== undefined) applyFormat(view, (text, range) => setLink(text, range, href))
            view.focus()
          }}
        />
      )}
    </>
  )
}

const forToolbar = (render: () => void): Extension =>
  EditorView.updateListener.of(({ docChanged, selectionSet, focusChanged }) => {
    if (docChanged || selectionSet || focusChanged) render()
  })
