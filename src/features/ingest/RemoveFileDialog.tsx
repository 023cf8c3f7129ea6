import { counted } from '#shared/lib/counted.ts'
import type { FileShare } from '#shared/contract/rest/datasets.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useFileShare, useRemoveDatasetFile } from '#src/api/dataset-file-queries.ts'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'

interface RemoveFileDialogProps {
  readonly datasetId: string
  readonly file: { readonly id: string; readonly name: string }
  readonly onClose: () => void
}

/** Takes a file out of a dataset, once it was shown what goes with it. */
export function RemoveFileDialog({ datasetId, file, onClose }: RemoveFileDialogProps) {
  const { data: share, error } = useFileShare(datasetId, file.id)
  const remove = useRemoveDatasetFile()
  const failed = remove.error ?? error
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Take “${file.name}” out of this dataset?`}
      confirmLabel="Take it out"
      busy={remove.isPending}
      disabled={share === undefined}
      error={failed === null ? null : wordsOf(failed)}
      onConfirm={() => remove.mutate({ id: datasetId, fileId: file.id }, { onSuccess: onClose })}
    >
      <div className="flex flex-col gap-2 text-pretty">
        <output className="block">
          {share === undefined ? error === null && 'Counting what goes…' : shareWords(share)}
        </output>
        {share !== undefined && (
          <>
            <p>
              {share.isOnly
                ? 'It is the only file: but for live events the dataset is empty then. What journeys ask of it stays, and is answered again when events come.'
                : 'What other files and live events have as well stays. The other files are read anew; every number stays as it is until that is done, and is counted anew then.'}
            </p>
            {share.isPulled && <p>It was fetched by a plan, which may fetch it again: pause or end that, too.</p>}
            <p>
              Waymark deletes its copy of the file, so this cannot be undone. Whoever has the file can add it again.
            </p>
          </>
        )}
      </div>
    </ConfirmDialog>
  )
}

function shareWords({ events, cases, onlyCases }: FileShare): string {
  if (events === null || cases === null || onlyCases === null)
    return 'Its events go, and the cases that have no others. How many is not known, because an earlier version of Waymark read it.'
  if (events === 0) return 'None of its events is in the dataset any more.'
  const brought = `${counted(events, 'event')} of ${counted(cases, 'case')} came with it and ${events === 1 ? 'goes' : 'go'}.`
  if (onlyCases === 0)
    return `${brought} ${cases === 1 ? 'The case stays: it has' : 'The cases stay: they have'} other events.`
  if (onlyCases === cases)
    return `${brought} ${cases === 1 ? 'The case has no other events and goes as well.' : 'These cases have no other events and go as well.'}`
  return `${brought} ${counted(onlyCases, 'case')} of them ${onlyCases === 1 ? 'has' : 'have'} no other events and ${onlyCases === 1 ? 'goes' : 'go'} as well.`
}
