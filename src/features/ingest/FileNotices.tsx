import { Link } from 'wouter'
import type { DatasetBody, DatasetProfile } from '#shared/contract/rest/datasets.ts'
import { Button } from '#src/ui/Button.tsx'
import { SHAPE_TITLES } from './format-words.ts'
import { Notice } from './Notice.tsx'
import { SheetQuestion } from './SheetQuestion.tsx'

interface FileNoticesProps {
  readonly profile: DatasetProfile
  readonly saved: DatasetBody['savedMapping']
  readonly sameFile: DatasetBody['sameFile']
  readonly onSheet: ((sheet: string) => void) | undefined
  /** Back to what Waymark would propose without the saved mapping. */
  readonly onProposal: () => void
}

/** What was recognised in a file and why, before its columns are gone through. */
export function FileNotices({ profile, saved, sameFile, onSheet, onProposal }: FileNoticesProps) {
  const { recognized, sheets, sheet, sheetsAre = 'sheets', parts } = profile
  return (
    <>
      {sameFile !== null && (
        <Notice tone="warn" title="This file is here already">
          <Link href={`/data/${sameFile.id}`} className="font-medium text-accent underline underline-offset-2">
            {sameFile.name}
          </Link>{' '}
          was made from the very same file. Importing it again makes a second dataset and adds nothing to that one.
        </Notice>
      )}
      {sheets.length > 1 && sheet !== null && onSheet !== undefined && (
        <SheetQuestion sheets={sheets} sheet={sheet} sheetsAre={sheetsAre} parts={parts.length} onSheet={onSheet} />
      )}
      {saved !== null && (
        <Notice
          tone="info"
          title="Read like the last file with these columns"
          action={
            <Button size="sm" onClick={onProposal}>
              Propose anew
            </Button>
          }
        >
          The choices below are those of “{saved.name}”.
        </Notice>
      )}
      {recognized !== null && (
        <Notice tone="info" title={SHAPE_TITLES[recognized.shape]}>
          <ul className="flex flex-col gap-0.5">
            {recognized.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
