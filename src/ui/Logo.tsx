/** The sign: a route that is also a W. */
export const Logo = ({ className = 'size-6' }: { readonly className?: string }) => (
  <svg viewBox="0 0 32 32" aria-hidden className={className}>
    <rect width="32" height="32" rx="8" fill="var(--accent)" />
    <path
      d="M6.5 11.5 11 21l5-8.5 4.5 8 3.6-7.4"
      fill="none"
      stroke="#fff"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
    <circle cx="25" cy="10.4" r="2.6" fill="#fff" />
  </svg>
)
