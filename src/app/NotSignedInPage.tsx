import { MessagePage } from './MessagePage.tsx'

/** Nobody is signed in: how to get in. */
export const NotSignedInPage = () => (
  <MessagePage title="Open Waymark with your link">
    <p>This Waymark is private. There is no password; a link signs you in and is remembered on this device.</p>
    <ul className="flex list-disc flex-col gap-1.5 pl-5">
      <li>
        Did you start it yourself? Open the link that it printed in the terminal, the one with{' '}
        <code className="rounded-sm bg-ink/7 px-1 font-mono text-[0.8125em] text-ink">/enter/</code> in it.
      </li>
      <li>Were you invited? Open the share link that you were sent, the whole of it.</li>
    </ul>
  </MessagePage>
)
