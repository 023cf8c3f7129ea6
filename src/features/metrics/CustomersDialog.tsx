import { DATE_LOCALE } from '#shared/lib/time.ts'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { CASES_A_PAGE } from '#shared/contract/rest/cases-a-page.ts'
import type { CasesBehind } from '#shared/contract/rest/cases-behind.ts'
import { ApiError, wordsOf } from '#src/api/api-error.ts'
import { casesBehindPath, type NumberOfJourney } from '#src/api/api.ts'
import { useCasesBehind } from '#src/api/customer-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'

interface CustomersDialogProps {
  readonly number: NumberOfJourney
  /** The number as it is shown, and of what it is. */
  readonly title: string
  readonly value: string
  readonly onClose: () => void
}

const whole = new Intl.NumberFormat('en')
const moment = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium', timeStyle: 'short' })

/** The customers behind a number, a page at a time. Whoever may not see them is told so. */
export function CustomersDialog({ number, title, value, onClose }: CustomersDialogProps) {
  const [offset, setOffset] = useState(0)
  const { data, error, isPlaceholderData } = useCasesBehind(number, offset)
  const last = data ? Math.min(offset + CASES_A_PAGE, data.cases) : 0

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Customers behind this number"
      description={`${title}: ${value}`}
      size="lg"
      isStill
      footer={
        data !== undefined &&
        data.cases > 0 && (
          <>
            <span className="tabular mr-auto self-center text-xs text-ink-muted">
              {whole.format(offset + 1)}–{whole.format(last)} of {whole.format(data.cases)}
            </span>
            {data.cases > CASES_A_PAGE && (
              <>
                <Button size="sm" disabled={offset === 0} onClick={() => setOffset(offset - CASES_A_PAGE)}>
                  Previous
                </Button>
                <Button size="sm" disabled={last >= data.cases} onClick={() => setOffset(offset + CASES_A_PAGE)}>
                  Next
                </Button>
              </>
            )}
            <a
              href={casesBehindPath(number, { format: 'csv' })}
              download="customers.csv"
              className="flex h-7 items-center gap-1.5 rounded-md border border-line-strong bg-surface-raised px-2.5 text-xs font-medium text-ink hover:bg-ink/4 pointer-coarse:h-10"
            >
              <Download aria-hidden className="size-3.5" />
              All as CSV
            </a>
          </>
        )
      }
    >
      {error !== null ? (
        <p role="alert" className="text-sm text-pretty text-ink-muted">
          {(error instanceof ApiError && error.code === 'not-allowed' && error.detail) || wordsOf(error)}
        </p>
      ) : data === undefined ? (
        <Skeleton className="h-40 w-full" />
      ) : data.cases === 0 ? (
        <p className="text-sm text-ink-muted">Nobody is behind this number.</p>
      ) : (
        <CustomersTable data={data} isOld={isPlaceholderData} />
      )}
    </Dialog>
  )
}

function CustomersTable({ data, isOld }: { readonly data: CasesBehind; readonly isOld: boolean }) {
  // Of a flow one customer may count several times; of all else each counts once.
  const hasCounts = data.counts !== data.cases
  return (
    <div className="flex flex-col gap-2">
      <p className="text-xs text-pretty text-ink-muted">
        {hasCounts
          ? `${whole.format(data.cases)} customers, together ${whole.format(data.counts)} times.`
          : `${whole.format(data.cases)} ${data.cases === 1 ? 'customer' : 'customers'}.`}{' '}
        That you looked is written into the audit log.
      </p>
      <table aria-busy={isOld} className="tabular w-full text-left text-xs text-ink">
        <thead className="text-ink-muted">
          <tr className="border-b border-line">
            <th scope="col" className="py-1.5 pr-3 font-medium">
              Customer
            </th>
            {hasCounts && (
              <th scope="col" className="py-1.5 pr-3 text-right font-medium">
                Times
              </th>
            )}
            <th scope="col" className="py-1.5 pr-3 text-right font-medium">
              Events
            </th>
            <th scope="col" className="py-1.5 pr-3 font-medium max-md:hidden">
              First event
            </th>
            <th scope="col" className="py-1.5 font-medium">
              Last event
            </th>
          </tr>
        </thead>
        <tbody>
          {data.list.map(({ caseId, events, firstEventAt, lastEventAt, counts }) => (
            <tr key={caseId} className="border-b border-line/60">
              <td className="max-w-44 truncate py-1.5 pr-3 font-medium" title={caseId}>
                {caseId}
              </td>
              {hasCounts && <td className="py-1.5 pr-3 text-right">{whole.format(counts)}</td>}
              <td className="py-1.5 pr-3 text-right">{whole.format(events)}</td>
              <td className="py-1.5 pr-3 whitespace-nowrap text-ink-muted max-md:hidden">
                {moment.format(firstEventAt)}
              </td>
              <td className="py-1.5 whitespace-nowrap text-ink-muted">{moment.format(lastEventAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
