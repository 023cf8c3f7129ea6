import { TextEditor } from '#src/editor/TextEditor.tsx'
import { useIsSelected } from '#src/editor/hooks.ts'
import { roomFor } from '#src/ui/room.ts'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useState } from 'react'
import { useStore } from 'zustand'
import { useCanvas, useCanvasState, useLayoutPart } from '../canvas-context.ts'
import { gesture } from '../gestures/gesture.ts'
import { panByFinger } from '../gestures/pan-by-finger.ts'
import { aboutIds, gridId, numbersId } from '../grid-ids.ts'
import { useLaterParts } from '../later.ts'
import type { TitleRef } from './drag-title.ts'
import { fold, hiddenCount } from './fold.ts'
import { FoldButton } from './FoldButton.tsx'
import { rename } from './add-titles.ts'

const ROOTS = { stage: 'stages', step: 'steps', lane: 'lanes' } as const
const NAMES = { stage: 'Stage', step: 'Step', lane: 'Lane' } as const

/** What a title's paddings take from its width, as in `styles/titles.css`. */
const READINGS_INSET_PX = { stage: 28, step: 16, lane: 0 } as const

interface TitleProps {
  readonly title: TitleRef
  readonly text: string
  /** Where it stands in the grid, for those who hear it: counted from 1 with the row and column of titles. */
  readonly column: number
  readonly columnCount?: number | undefined
  /** After the name, e.g. `2 of 6`. */
  readonly position: string
  readonly className: string
  readonly style: CSSProperties
  readonly isFolded: boolean
  /** More about it, said after its name where one points. */
  readonly hint?: string | undefined
  /** Before the words. */
  readonly icon?: ReactNode
  /** Below the words: readings. */
  readonly children?: ReactNode
  /** Of the column, in journey pixels, for what stands below the words. */
  readonly width?: number
}

/** A stage, step or lane by name: click selects, double click or Enter renames, dragging moves, the menu does all of it. */
export function Title(props: TitleProps) {
  const {
    title,
    text,
    column,
    columnCount,
    position,
    className,
    style,
    isFolded,
    hint,
    icon,
    children,
    width = 0,
  } = props
  const core = useCanvas()
  const later = useLaterParts()
  const { editor, canEdit } = core
  const [isHot, setHot] = useState(false)
  const [isMenuOpen, setMenuOpen] = useState(false)
  const isSelected = useIsSelected(title.id)
  const isTabStop = useStore(editor.selection, (state) => state.anchor === title.id)
  const isEditing = useStore(editor.selection, (state) => state.editingId === title.id) && canEdit
  const isDragged = useCanvasState((state) => state.draggedTitleId === title.id)
  const hidden = useLayoutPart((layout) => (isFolded ? hiddenCount(layout, title) : 0))
  const insetPx = READINGS_INSET_PX[title.kind]
  const isThin = isFolded && title.kind !== 'lane'
  const foldedWords = isFolded ? `, collapsed, ${hidden} ${hidden === 1 ? 'card' : 'cards'} hidden` : ''

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault()
      event.stopPropagation()
      if (canEdit) rename(core, title.id)
      else editor.select([title.id])
    } else if (event.key === ' ') {
      event.preventDefault()
      event.stopPropagation()
      editor.select([title.id])
    }
  }
  return (
    <div
      id={gridId(title.id)}
      role={title.kind === 'lane' ? 'rowheader' : 'columnheader'}
      aria-colindex={column}
      aria-colspan={columnCount}
      aria-selected={isSelected}
      data-testid={title.kind}
      data-element-id={title.id}
      data-selected={isSelected || undefined}
      data-dragged={isDragged || undefined}
      data-folded={isFolded || undefined}
      className={className}
      style={style}
      onPointerEnter={() => setHot(true)}
      onPointerLeave={() => setHot(false)}
      onFocus={() => setHot(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        // From one of its buttons to the next: that one must not go just then.
        if (!currentTarget.contains(relatedTarget)) setHot(false)
      }}
      onDoubleClick={() => canEdit && (isThin ? fold(core, [title.id], false) : rename(core, title.id))}
      onPointerDown={(event) => {
        if (event.button !== 0 || isEditing || (event.target as Element).closest('[data-canvas-control]')) return
        if (event.pointerType === 'touch' && !isSelected)
          panByFinger(core, event.nativeEvent, () => editor.select([title.id]))
        else if (canEdit) gesture(event.nativeEvent, ({ dragTitle }) => dragTitle(core, event.nativeEvent, title))
        else editor.select([title.id])
      }}
    >
      <div className="title-line">
        {icon}
        {isEditing ? (
          <TextEditor
            root={ROOTS[title.kind]}
            id={title.id}
            field="title"
            autoFocus
            className="title-editor"
            label={`${NAMES[title.kind]} name`}
            placeholder={NAMES[title.kind]}
            onDone={() => editor.stopEditing()}
          />
        ) : (
          <span
            role="button"
            tabIndex={isTabStop ? 0 : -1}
            aria-label={`${NAMES[title.kind]}: ${text || `Untitled ${title.kind}`}, ${position}${foldedWords}`}
            aria-pressed={isSelected}
            aria-describedby={aboutIds(title.id)}
            className="title-text"
            data-empty={(text === '' && !isThin) || undefined}
            title={hint ? `${text}\n${hint}` : text}
            dir="auto"
            onKeyDown={onKeyDown}
          >
            {isThin ? hidden : text || `Untitled ${title.kind}`}
          </span>
        )}
        {canEdit && !isEditing && (isFolded || isHot || isSelected || isMenuOpen) && (
          <FoldButton title={title} isFolded={isFolded} />
        )}
        {canEdit && !isEditing && !isThin && (isHot || isSelected || isMenuOpen) && (
          <span data-canvas-control className="title-menu">
            {later && <later.TitleMenu title={title} label={`${NAMES[title.kind]} menu`} onOpenChange={setMenuOpen} />}
          </span>
        )}
      </div>
      {children !== undefined && !isThin && (
        <div
          id={numbersId(title.id)}
          data-canvas-control
          className="title-readings"
          data-width={width}
          data-inset={insetPx}
          data-room={roomFor(width * core.view.get().zoom - insetPx)}
        >
          {children}
        </div>
      )}
      {canEdit && title.kind !== 'stage' && !isFolded && (
        <span
          data-canvas-control
          data-testid={`resize-${title.kind}`}
          aria-hidden
          className={title.kind === 'step' ? 'resize-edge is-right' : 'resize-edge is-bottom'}
          onPointerDown={(event) => {
            event.stopPropagation()
            const down = event.nativeEvent
            if (event.button === 0) gesture(down, ({ resizeTitle }) => resizeTitle(core, down, title))
          }}
        />
      )}
    </div>
  )
}
