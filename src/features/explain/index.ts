export { ExplainModule } from './explain.module';
export { ExplainService } from './explain.service';
export { explanationOf } from './explain-view';
