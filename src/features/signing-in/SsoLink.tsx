import { LogIn } from 'lucide-react'
import { useSignInWays } from '#src/api/account-queries.ts'
import { buttonClass } from '#src/ui/Button.tsx'

/** The way by the provider of identities, where one is set. It leaves the app, so it is a plain link. */
export function SsoLink({ invitation }: { readonly invitation?: string }) {
  const label = useSignInWays().data?.sso ?? null
  if (label === null) return null
  const query = invitation === undefined ? '' : `?${new URLSearchParams({ invitation })}`
  return (
    <div className="flex flex-col gap-4">
      <p aria-hidden className="flex items-center gap-3 text-xs text-ink-faint">
        <span className="h-px flex-1 bg-line" /> or <span className="h-px flex-1 bg-line" />
      </p>
      <a href={`/sso${query}`} className={buttonClass('secondary', 'lg')}>
        <LogIn aria-hidden className="size-4 shrink-0" />
        Continue with {label}
      </a>
    </div>
  )
}
