import { ensureInstalled } from './ready.mjs';

ensureInstalled();
