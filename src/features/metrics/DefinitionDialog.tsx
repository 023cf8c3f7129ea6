import { Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'

/** What is under way with the server, and how it went. */
interface Doing {
  readonly isPending: boolean
  readonly error: unknown
}

interface DefinitionDialogProps {
  readonly title: string
  readonly description: string
  readonly onClose: () => void
  readonly canKeep: boolean
  readonly keeping: Doing
  readonly onKeep: () => void
  /** Of what is kept already. */
  readonly deletion: (Doing & { readonly what: string; readonly name: string; readonly consequence: string }) | null
  readonly onDelete: () => void
  readonly children: ReactNode
}

/** Where a definition of the workspace is made or changed: nothing is kept before Save, and Delete asks first. */
export function DefinitionDialog(props: DefinitionDialogProps) {
  const { title, description, onClose, canKeep, keeping, onKeep, deletion, onDelete, children } = props
  const [isAsking, setAsking] = useState(false)
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      description={description}
      size="lg"
      footer={
        <>
          {deletion !== null && (
            <Button variant="ghost-danger" icon={Trash2} className="mr-auto" onClick={() => setAsking(true)}>
              Delete {deletion.what}
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={keeping.isPending} disabled={!canKeep} onClick={onKeep}>
            Save
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {children}
        {keeping.error !== null && (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
            {wordsOf(keeping.error)}
          </p>
        )}
      </div>
      {deletion !== null && (
        <ConfirmDialog
          open={isAsking}
          onOpenChange={setAsking}
          title={`Delete the ${deletion.what} “${deletion.name}”?`}
          confirmLabel={`Delete ${deletion.what}`}
          busy={deletion.isPending}
          error={deletion.error === null ? null : wordsOf(deletion.error)}
          onConfirm={onDelete}
        >
          {deletion.consequence} This cannot be undone.
        </ConfirmDialog>
      )}
    </Dialog>
  )
}
