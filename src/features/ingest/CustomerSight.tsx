import { useId } from 'react'
import type { CustomersSeenBy } from '#shared/contract/rest/customers.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useCustomerSight, useSetCustomerSight } from '#src/api/customer-queries.ts'
import { toast } from '#src/ui/toast.ts'

const CHOICES: Readonly<Record<CustomersSeenBy, string>> = {
  editor: 'Whoever edits',
  admin: 'Admins and owners',
  nobody: 'Nobody',
}

/** Who in the workspace may see the customers behind a number. Acts at once. */
export function CustomerSight({ workspaceId }: { readonly workspaceId: string }) {
  const id = useId()
  const { data } = useCustomerSight(workspaceId)
  const set = useSetCustomerSight(workspaceId)
  if (data === undefined) return null
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm text-ink-muted">
      <label htmlFor={id}>Customers behind a number are seen by</label>
      <select
        id={id}
        value={data.seenBy}
        disabled={set.isPending}
        onChange={({ target }) =>
          set.mutate(target.value as CustomersSeenBy, { onError: (error) => toast.error(wordsOf(error)) })
        }
        className="h-8 rounded-md border border-line-strong bg-surface-raised px-2 text-sm text-ink pointer-coarse:h-10"
      >
        {Object.entries(CHOICES).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </p>
  )
}
