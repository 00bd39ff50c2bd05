// These suites drive real processes and real sound in real time. Where a busy machine holds one up for seconds, a second try tells that
// from a fault; the first failure is printed all the same. The long run grants none.
if (process.env.LOA_TEST_LONG !== '1') jest.retryTimes(1, { logErrorsBeforeRetry: true });
