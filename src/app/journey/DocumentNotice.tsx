import { TriangleAlert } from 'lucide-react'
import { type ReactNode, Suspense, useSyncExternalStore } from 'react'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import { Popover } from '#src/ui/Popover.tsx'
import { late } from '#src/ui/late.ts'

const ProblemList = late(async () => (await import('./ProblemList.tsx')).ProblemList)

/** Says plainly what of the journey cannot be shown or changed here, and that it is kept. Nothing when all is well. */
export function DocumentNotice() {
  const editor = useEditor()
  const isNewer = useSyncExternalStore(editor.subscribe, editor.isNewer)
  const problems = useSnapshotPart((snapshot) => snapshot.problems)
  if (isNewer)
    return (
      <Strip
        action={
          <Button size="sm" onClick={() => location.reload()}>
            Reload
          </Button>
        }
      >
        This journey was changed with a newer version of Waymark. It can be read here; reload the page to edit it.
      </Strip>
    )
  if (problems.length === 0) return null
  return (
    <Strip
      action={
        <Popover
          label="What is not shown"
          className="max-h-80 w-96 p-3"
          align="end"
          trigger={<Button size="sm">Show which</Button>}
        >
          <p className="mb-2 text-sm text-ink">Kept in the journey, but this version cannot read it:</p>
          <Suspense>
            <ProblemList problems={problems} />
          </Suspense>
        </Popover>
      }
    >
      {problems.length === 1 ? '1 thing' : `${problems.length.toLocaleString('en')} things`} in this journey cannot be
      shown<span className="max-md:hidden"> by this version of Waymark</span>.{' '}
      {problems.length === 1 ? 'It is kept as it is.' : 'They are kept as they are.'}
    </Strip>
  )
}

const Strip = ({ children, action }: { readonly children: ReactNode; readonly action: ReactNode }) => (
  <div
    role="status"
    className="flex min-h-10 shrink-0 items-center gap-2.5 border-b border-line bg-warn-soft px-4 py-1.5 text-sm text-ink"
  >
    <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
    <p className="min-w-0 flex-1">{children}</p>
    {action}
  </div>
)
