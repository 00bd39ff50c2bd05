import { Component, type ReactNode } from 'react';
import { ProblemNote } from '../ui/states';

/** A page that breaks tells so and leaves the rest standing; after an update of the station its old parts are gone, and a reload helps. */
export class Guarded extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <div className="page">
        <ProblemNote error={new Error('page')} onRetry={() => location.reload()} />
      </div>
    );
  }
}
