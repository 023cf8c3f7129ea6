import { Suspense } from 'react'
import { Link, useRoute } from 'wouter'
import { canEdit } from '#shared/contract/roles.ts'
import { cn } from '#src/ui/cn.ts'
import { late } from '#src/ui/late.ts'
import { useCurrentWorkspace } from './current-workspace.ts'
import { Logo } from '#src/ui/Logo.tsx'
import { pageHeader } from './page-header.ts'
import { SessionMenu } from './SessionMenu.tsx'
import { WorkspaceMenu } from './WorkspaceMenu.tsx'

interface TabProps {
  readonly href: string
  readonly active: boolean
  readonly children: string
}

const Tab = ({ href, active, children }: TabProps) => (
  <Link
    href={href}
    aria-current={active ? 'page' : undefined}
    className={cn(
      'flex h-8 items-center rounded-md px-2.5 text-sm font-medium transition-colors duration-100 pointer-coarse:h-10',
      active ? 'bg-ink/6 text-ink' : 'text-ink-muted hover:text-ink',
    )}
  >
    {children}
  </Link>
)

const HeaderBell = late(async () => (await import('./HeaderBell.tsx')).HeaderBell)

/** The bar of every page but an open journey. */
export function AppHeader() {
  const workspace = useCurrentWorkspace()
  const showData = workspace !== null && canEdit(workspace.role)
  const [onLibrary] = useRoute('/')
  const [onNumbers] = useRoute('/numbers')
  const [onData] = useRoute('/data/*?')
  return (
    <header className="@container sticky top-0 z-20 border-b border-line bg-surface">
      {/* With letters twice as large a phone has no room for all of it on one line. */}
      <div className="mx-auto flex min-h-14 max-w-6xl items-center gap-x-2 px-4 sm:gap-x-3 md:px-6 @max-[18rem]:flex-wrap">
        <Link href="/" className="flex items-center gap-2 rounded-md text-base font-semibold">
          <Logo />
          <span className="max-sm:sr-only">Waymark</span>
        </Link>
        <WorkspaceMenu />
        <nav aria-label="Main" className="flex gap-1">
          <Tab href="/" active={onLibrary}>
            Journeys
          </Tab>
          {/* On a phone it is in the workspace's menu. */}
          {workspace !== null && (
            <span className="max-sm:hidden">
              <Tab href="/numbers" active={onNumbers}>
                Numbers
              </Tab>
            </span>
          )}
          {showData && (
            <Tab href="/data" active={onData}>
              Data
            </Tab>
          )}
        </nav>
        <div className="ml-auto flex items-center gap-2">
          <Suspense fallback={null}>
            <HeaderBell />
          </Suspense>
          <SessionMenu />
        </div>
      </div>
    </header>
  )
}

pageHeader.Header = AppHeader
