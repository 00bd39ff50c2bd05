import { AlarmsService } from './alarms.service';
import { DeviceWords } from './device-words';
import { OnAirNow } from './on-air-now';
import { OrderRegister } from './order-register';
import { OrderViews } from './order-views';
import { OrderedSounds } from './ordered-sounds';
import { OrdersService } from './orders.service';
import { PlannedHolds } from './planned-holds';
import { RecallOrders } from './recall-orders';
import { StandingOrders } from './standing-orders';

/** The parts of orders and alarms, for the module of playing. */
export const ordersProviders = [
  AlarmsService,
  DeviceWords,
  OnAirNow,
  OrderRegister,
  OrderViews,
  OrderedSounds,
  OrdersService,
  PlannedHolds,
  RecallOrders,
  StandingOrders,
];
