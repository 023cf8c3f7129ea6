import { useStore } from 'zustand'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { useCanvas } from './canvas-context.ts'

/** Asks before a pasted block makes the journey wider. */
export function PasteQuestion() {
  const { state } = useCanvas()
  const question = useStore(state, ({ pasteQuestion }) => pasteQuestion)
  if (question === null) return null
  const { columns, missing, addSteps, onlyFitting } = question
  const close = (): void => state.setState({ pasteQuestion: null })
  const fit = columns - missing
  const steps = missing === 1 ? '1 step' : `${missing} steps`
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={`Add ${steps}?`}
      size="sm"
      footer={
        <>
          <Button variant="ghost" onClick={close}>
            Cancel
          </Button>
          <Button
            onClick={() => {
              close()
              onlyFitting()
            }}
          >
            Paste what fits
          </Button>
          <Button
            variant="primary"
            onClick={() => {
              close()
              addSteps()
            }}
          >
            {`Add ${steps}`}
          </Button>
        </>
      }
    >
      <p className="text-sm text-ink-muted">
        The block is {columns} columns wide; from here on there {fit === 1 ? 'is 1 step' : `are ${fit} steps`}. New
        steps go to the end of the last stage.
      </p>
    </Dialog>
  )
}
