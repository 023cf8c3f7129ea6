import type { ReactNode } from 'react'
import { Logo } from '#src/ui/Logo.tsx'

interface MessagePageProps {
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** A whole page that has one thing to say and, where there is one, the way on. */
export const MessagePage = ({ title, children, action }: MessagePageProps) => (
  <main className="flex min-h-dvh items-center justify-center p-6">
    <div className="w-full max-w-md">
      <Logo className="mb-6 size-10" />
      <h1 className="text-xl font-semibold text-balance">{title}</h1>
      <div className="mt-2 flex flex-col gap-3 text-base text-pretty text-ink-muted">{children}</div>
      {action !== undefined && <div className="mt-6 flex flex-wrap gap-2">{action}</div>}
    </div>
  </main>
)
