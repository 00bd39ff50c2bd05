/** The sign of Loa: a horn loudspeaker, as on the poles. */
export function Brand({ size = 28 }: { size?: number }) {
  return (
    <svg className="brand-sign" width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="9" fill="var(--c-primary)" />
      <path d="M7 13.5h3.6L19 8.4v15.2l-8.4-5.1H7a1.6 1.6 0 0 1-1.6-1.6v-1.8A1.6 1.6 0 0 1 7 13.5Z" fill="#fff" />
      <path d="M9.35 18.4h3.05l1.25 5.2h-3z" fill="#fff" />
      <path
        d="M22 12.2a5.4 5.4 0 0 1 0 7.6M24.8 9.4a9.4 9.4 0 0 1 0 13.2"
        stroke="#ffd27a"
        strokeWidth="2"
        strokeLinecap="round"
        fill="none"
      />
    </svg>
  );
}
