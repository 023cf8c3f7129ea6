import { counted } from '#shared/lib/counted.ts'
import { useStore } from 'zustand'
import { PASTE_ADDS_MAX } from '#src/editor/paste-block.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { useCanvas } from './canvas-context.ts'
import type { PasteQuestion as Question } from './keyboard/paste.ts'

interface PasteQuestionProps {
  readonly question: Question
  readonly onClose: () => void
}

/** The question that is open on the canvas. */
export function CanvasPasteQuestion() {
  const { state } = useCanvas()
  const question = useStore(state, ({ pasteQuestion }) => pasteQuestion)
  return question && <PasteQuestion question={question} onClose={() => state.setState({ pasteQuestion: null })} />
}

/** Asks before a pasted block makes the journey longer or higher. */
export function PasteQuestion({ question, onClose: close }: PasteQuestionProps) {
  const { size, fits, adds } = question.block
  const paste = (grows: boolean): void => {
    close()
    question.paste({ grows })
  }
  const more = [
    ...(adds.steps > 0 ? [counted(adds.steps, 'step')] : []),
    ...(adds.lanes > 0 ? [counted(adds.lanes, 'lane')] : []),
  ].join(' and ')
  const isTooLarge = fits.columns + adds.steps < size.columns || fits.rows + adds.lanes < size.rows
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={`Add ${more}?`}
      size="sm"
      footer={
        <>
          <Button variant="ghost" onClick={close}>
            Cancel
          </Button>
          <Button onClick={() => paste(false)}>Paste what fits</Button>
          <Button variant="primary" onClick={() => paste(true)}>
            {`Add ${more}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2 text-sm text-ink-muted">
        <p>
          The block is {counted(size.columns, 'column')} wide and {counted(size.rows, 'row')} high; from here on there{' '}
          {fits.columns === 1 ? 'is' : 'are'} {counted(fits.columns, 'step')} and {counted(fits.rows, 'lane')}.
          {adds.steps > 0 && ' New steps go to the end of the last stage.'}
          {adds.lanes > 0 && ' New lanes are for notes and go to the end.'}
        </p>
        {isTooLarge && (
          <p>
            One paste adds at most {PASTE_ADDS_MAX.steps} steps and {PASTE_ADDS_MAX.lanes} lanes. What is beyond them is
            left out and stays on your clipboard.
          </p>
        )}
      </div>
    </Dialog>
  )
}
