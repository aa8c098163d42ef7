# Rasch models by conditional maximum likelihood, and Andersen's test, for the two tables. Writes oracle.csv.
# Run once with R 4.2.2 and eRm 1.0-2.1 (Debian's r-cran-erm):  Rscript rasch_oracle.R
library(eRm)
rows <- NULL
note <- function(data, what, item, value)
  rows <<- rbind(rows, data.frame(data = data, what = what, item = item, value = sprintf("%.10f", value)))
for (name in c("lsat6", "simulated")) {
  answers <- read.csv(paste0(name, ".csv"))
  fit <- RM(answers, sum0 = TRUE)
  for (item in seq_along(fit$betapar)) {
    note(name, "difficulty", item, -fit$betapar[[item]])
    note(name, "standard_error", item, fit$se.beta[[item]])
  }
  note(name, "log_likelihood", 0, fit$loglik)
  if (name == "lsat6") next  # above its median there are only people with every item right
  split <- LRtest(fit, splitcr = "median", se = FALSE)
  note(name, "andersen", 0, split$LR)
  note(name, "andersen_df", 0, split$df)
  note(name, "andersen_p", 0, split$pvalue)
}
write.csv(rows, "oracle.csv", row.names = FALSE, quote = FALSE)
