import type { PageEntry } from '../../app/page-list';

export const reviewerPages: PageEntry[] = [];
