"""The machine that runs lowered code over symbolic values, and everything an instruction needs."""
