import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useLanguage, useWords } from '../app/language';
import { problemWords } from '../app/problem-words';
import { after } from '../clock';
import { shellWords } from '../words/shell';

interface Toast {
  key: number;
  tone: 'good' | 'bad';
  text: string;
  detail?: string;
}

interface Toaster {
  /** It is done. */
  tell: (text: string) => void;
  /** It was refused or failed: the service's words. */
  tellProblem: (error: unknown) => void;
}

const Context = createContext<Toaster>({ tell: () => undefined, tellProblem: () => undefined });
const goodMs = 5_000;
const badMs = 12_000;
let last = 0;

/** Short news at the edge of the page, read out by screen readers. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  const words = useWords(shellWords);
  const [toasts, setToasts] = useState<Toast[]>([]);
  const drop = useCallback((key: number) => setToasts((all) => all.filter((one) => one.key !== key)), []);
  const add = useCallback(
    (toast: Omit<Toast, 'key'>) => {
      const key = (last += 1);
      setToasts((all) => [...all.slice(-2), { ...toast, key }]);
      after(toast.tone === 'good' ? goodMs : badMs, () => drop(key));
    },
    [drop],
  );
  const toaster = useMemo(
    () => ({
      tell: (text: string) => add({ tone: 'good', text }),
      tellProblem: (error: unknown) => {
        const { title, detail } = problemWords(error, language);
        add({ tone: 'bad', text: title, detail });
      },
    }),
    [add, language],
  );
  return (
    <Context value={toaster}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map(({ key, tone, text, detail }) => (
          <div key={key} className={`toast tone-${tone}`}>
            {tone === 'good' ? <CircleCheck aria-hidden /> : <TriangleAlert aria-hidden />}
            <div>
              <strong>{text}</strong>
              {detail && <p>{detail}</p>}
            </div>
            <button type="button" className="icon-button" aria-label={words.close} onClick={() => drop(key)}>
              <X aria-hidden />
            </button>
          </div>
        ))}
      </div>
    </Context>
  );
}

export const useToasts = (): Toaster => useContext(Context);
