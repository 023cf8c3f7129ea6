import { LeavingSection } from './LeavingSection.tsx'
import { ProfileSection } from './ProfileSection.tsx'
import { SecuritySection } from './SecuritySection.tsx'
import { SessionsSection } from './SessionsSection.tsx'
import { TokensSection } from './TokensSection.tsx'

/** Everything about oneself on one page. */
export const Account = () => (
  <main className="mx-auto flex w-full max-w-2xl flex-col gap-10 px-4 py-8 md:px-6">
    <h1 className="text-2xl font-semibold tracking-tight">Your account</h1>
    <ProfileSection />
    <SecuritySection />
    <SessionsSection />
    <TokensSection />
    <LeavingSection />
  </main>
)
