import { ArrowDown, ArrowUp, Eye, EyeOff, NotebookText, Presentation } from 'lucide-react'
import { useState } from 'react'
import { setSlides } from '#shared/model/commands/set-slides.ts'
import type { SlideOrder } from '#shared/model/records/journey-info.ts'
import { allSlides, type Slide } from '#shared/model/selectors/slides-in-order.ts'
import { useEditor, useSnapshot } from '#src/editor/hooks.ts'
import { refusalWords } from '#src/editor/refusal-words.ts'
import { RichTextRow } from '#src/rich-text/RichTextRow.tsx'
import { Button } from '#src/ui/Button.tsx'
import { cn } from '#src/ui/cn.ts'
import { Dialog } from '#src/ui/Dialog.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { toast } from '#src/ui/toast.ts'
import { notesOf, slidesMoved, slideToggled } from './slide-changes.ts'

const KIND_WORDS: Readonly<Record<Slide['kind'], string>> = { overview: 'Overview', stage: 'Stage', view: 'Saved view' }

interface SlidesDialogProps {
  readonly onClose: () => void
  readonly onPresent: () => void
}

/** How the journey is presented: the order of its slides, which are shown, and the speaker's notes. */
export function SlidesDialog({ onClose, onPresent }: SlidesDialogProps) {
  const editor = useEditor()
  const snapshot = useSnapshot()
  const slides = allSlides(snapshot)
  const skipped = new Set(snapshot.info.slides?.skipped)
  const [openId, setOpenId] = useState<string | null>(null)
  const change = (order: SlideOrder): void => {
    const result = editor.run(setSlides, order)
    if (!result.ok) toast.error(refusalWords(result.reason))
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Presentation"
      size="lg"
      description="The overview, every stage and every saved view is a slide. Notes are for whoever presents, but they are part of the journey: who may open it could read them."
      footer={
        <Button variant="primary" icon={Presentation} onClick={onPresent}>
          Present
        </Button>
      }
    >
      <ol aria-label="Slides" className="-mx-2">
        {slides.map((slide, index) => {
          const isSkipped = skipped.has(slide.id)
          const isOpen = openId === slide.id
          return (
            <li key={slide.id} className="border-b border-line px-2 py-1.5 last:border-0">
              <div className="flex items-center gap-1">
                <span aria-hidden className="tabular w-6 shrink-0 text-xs text-ink-faint">
                  {index + 1}
                </span>
                <span className={cn('min-w-0 flex-1', isSkipped && 'text-ink-faint line-through')}>
                  <span className="block truncate text-sm font-medium" dir="auto">
                    {slide.title}
                  </span>
                  <span className="block text-xs text-ink-muted">{KIND_WORDS[slide.kind]}</span>
                </span>
                <IconButton
                  icon={NotebookText}
                  label={`Notes of ${slide.title}`}
                  isLit={slide.notes !== ''}
                  pressed={isOpen}
                  onClick={() => setOpenId(isOpen ? null : slide.id)}
                />
                {editor.canEdit && (
                  <>
                    <IconButton
                      icon={isSkipped ? EyeOff : Eye}
                      label={isSkipped ? `Show ${slide.title}` : `Leave out ${slide.title}`}
                      onClick={() => change(slideToggled(snapshot, slide.id))}
                    />
                    <IconButton
                      icon={ArrowUp}
                      label={`Move ${slide.title} up`}
                      disabled={index === 0}
                      onClick={() => change(slidesMoved(snapshot, slide.id, index - 1))}
                    />
                    <IconButton
                      icon={ArrowDown}
                      label={`Move ${slide.title} down`}
                      disabled={index === slides.length - 1}
                      onClick={() => change(slidesMoved(snapshot, slide.id, index + 1))}
                    />
                  </>
                )}
              </div>
              {isOpen && (
                <div className="mt-1 mb-2 ml-7">
                  {slide.notes === '' && !editor.canEdit ? (
                    <p className="text-xs text-ink-muted">There are no notes.</p>
                  ) : (
                    <RichTextRow
                      {...notesOf(slide)}
                      label="Speaker’s notes"
                      value={slide.notes}
                      placeholder="What to say here"
                    />
                  )}
                </div>
              )}
            </li>
          )
        })}
      </ol>
    </Dialog>
  )
}
