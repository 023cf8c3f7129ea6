import { Link, useLocation, useSearch } from 'wouter'
import { ApiError, wordsOf } from '#src/api/api-error.ts'
import { useLink } from '#src/api/share-queries.ts'
import { EnterByLink } from '#src/features/entering/EnterByLink.tsx'
import { Button, buttonClass } from '#src/ui/Button.tsx'
import { MessagePage } from './MessagePage.tsx'
import { usePageTitle } from './use-page-title.ts'

/** `/open/:token`: the page between a share link and its journey. */
export function OpenLinkPage({ token }: { readonly token: string }) {
  usePageTitle('A shared journey')
  const [, navigate] = useLocation()
  const search = useSearch()
  const link = useLink(token)
  if (link.error !== null) {
    const mayPass = !(link.error instanceof ApiError) || link.error.status >= 429
    return (
      <MessagePage
        title={mayPass ? 'This link cannot be opened now' : 'This link does not let you in'}
        action={
          mayPass ? (
            <Button variant="primary" busy={link.isFetching} onClick={() => void link.refetch()}>
              Try again
            </Button>
          ) : (
            <Link href="/" className={buttonClass('primary')}>
              Go to Waymark
            </Link>
          )
        }
      >
        <p>{wordsOf(link.error)}</p>
      </MessagePage>
    )
  }
  if (link.data === undefined) return null
  const { title, role } = link.data
  return (
    <MessagePage title={title === null ? 'This link asks for a password' : `Open “${title}”`}>
      <p>{role === null ? 'Whoever sent you the link knows it.' : WHAT_FOR[role]}</p>
      <div className="mt-3">
        <EnterByLink
          token={token}
          facts={link.data}
          query={search === '' ? '' : `?${search}`}
          onEntered={(address) => enter(address, navigate)}
        />
      </div>
    </MessagePage>
  )
}

const WHAT_FOR = {
  viewer: 'You are asked to look at this journey map.',
  commenter: 'You are asked to look at this journey map and to comment on it.',
  editor: 'You are asked to work on this journey map.',
} as const

/** Another page of this app, or whatever else the server leads to. */
function enter(address: string, navigate: (to: string, options: { replace: boolean }) => void): void {
  if (address.startsWith('/journeys/')) navigate(address, { replace: true })
  else location.replace(address)
}
