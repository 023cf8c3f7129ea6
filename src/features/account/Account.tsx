import { LeavingSection } from './LeavingSection.tsx'
import type { ReactNode } from 'react'
import { PasskeysSection } from './PasskeysSection.tsx'
import { ProfileSection } from './ProfileSection.tsx'
import { Section } from './Section.tsx'
import { SecuritySection } from './SecuritySection.tsx'
import { SessionsSection } from './SessionsSection.tsx'
import { TokensSection } from './TokensSection.tsx'

interface AccountProps {
  /** How one hears of things; another feature's. */
  readonly notices: ReactNode
}

/** Everything about oneself on one page. */
export const Account = ({ notices }: AccountProps) => (
  <main className="mx-auto flex w-full max-w-2xl flex-col gap-10 px-4 py-8 md:px-6">
    <h1 className="text-2xl font-semibold tracking-tight">Your account</h1>
    <ProfileSection />
    <SecuritySection />
    <PasskeysSection />
    <Section title="Notifications" text="What you want to hear of, and how.">
      {notices}
    </Section>
    <SessionsSection />
    <TokensSection />
    <LeavingSection />
  </main>
)
