import { ChartNoAxesColumn, Link2, Tag, Users } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import type { MoveFacts } from '#shared/contract/rest/library.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useMoveFacts, useMoveJourney } from '#src/api/library-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import type { Icon } from '#src/ui/icon.ts'
import { Select } from '#src/ui/Select.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { toast } from '#src/ui/toast.ts'
import { counted } from '#shared/lib/counted.ts'
import { useLibraryShared } from './library-context.ts'

interface MoveOutDialogProps {
  readonly journey: LibraryItem
  readonly onClose: () => void
}

/** To which workspace a journey goes, and what that costs. */
export function MoveOutDialog({ journey, onClose }: MoveOutDialogProps) {
  const { otherWorkspaces } = useLibraryShared()
  const [to, setTo] = useState<string | null>(otherWorkspaces.length === 1 ? (otherWorkspaces[0]?.id ?? null) : null)
  const facts = useMoveFacts(journey.id, to)
  const moving = useMoveJourney(journey.id)
  const error = moving.error ?? facts.error
  const name = otherWorkspaces.find(({ id }) => id === to)?.name ?? ''
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Move “${journey.title}” to another workspace`}
      description="Only the members of that workspace, and whoever has a link, will see it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={moving.isPending}
            disabled={to === null || facts.data === undefined}
            onClick={() =>
              to !== null &&
              moving.mutate(to, {
                onSuccess: () => {
                  onClose()
                  toast(`Moved “${journey.title}” to ${name}`)
                },
              })
            }
          >
            Move journey
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Select
          label="Workspace"
          placeholder="Choose one"
          value={to}
          onChange={setTo}
          options={otherWorkspaces.map(({ id, name: label }) => ({ value: id, label }))}
        />
        {facts.data !== undefined ? (
          <Consequences facts={facts.data} />
        ) : (
          to !== null && facts.error === null && <Skeleton className="h-24 rounded-lg" />
        )}
        {error !== null && (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
            {wordsOf(error)}
          </p>
        )}
      </div>
    </Dialog>
  )
}

function Consequences({ facts: { datasets, links, tagsLost, entriesLost } }: { readonly facts: MoveFacts }) {
  return (
    <ul aria-label="What that means" className="flex flex-col gap-2.5 text-sm text-ink-muted">
      <Line icon={ChartNoAxesColumn} isLoss={datasets.length > 0}>
        {datasets.length === 0
          ? 'It shows no numbers that would be lost.'
          : `Datasets stay here, so these numbers go dark until they are bound anew: ${datasets
              .map(({ name, elements }) => `${name} on ${counted(elements, 'element', 'elements')}`)
              .join(', ')}.`}
      </Line>
      <Line icon={Link2}>
        {links === 0
          ? 'It has no share links.'
          : `${counted(links, 'share link goes', 'share links go')} along, and still open it.`}
      </Line>
      {tagsLost.length > 0 && (
        <Line icon={Tag} isLoss>
          Tags that are not there stay behind: {tagsLost.join(', ')}.
        </Line>
      )}
      {entriesLost > 0 && (
        <Line icon={Users} isLoss>
          What it says on who may see it stays behind: every member there will.
        </Line>
      )}
    </ul>
  )
}

interface LineProps {
  readonly icon: Icon
  readonly isLoss?: boolean
  readonly children: ReactNode
}

const Line = ({ icon: LineIcon, isLoss = false, children }: LineProps) => (
  <li className="flex items-start gap-2.5">
    <LineIcon aria-hidden className={isLoss ? 'mt-0.5 size-4 shrink-0 text-warn' : 'mt-0.5 size-4 shrink-0'} />
    <span>{children}</span>
  </li>
)
