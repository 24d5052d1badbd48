/** The operator's token of the dashboard under test. */
export const OPERATOR_TOKEN = "the-operator-of-these-tests";
