# Makes design_oracle.csv: sample sizes by base R's power.t.test and power.prop.test.
#
#   Rscript design_oracle.R        # in this folder

rows <- list()
for (d in c(0.2, 0.35, 0.5, 0.8, 1.1)) for (power in c(0.8, 0.9)) {
  n <- power.t.test(delta = d, sd = 1, power = power, strict = TRUE)$n
  rows[[length(rows) + 1]] <- data.frame(kind = "means", a = d, b = 1, power = power, n = n)
}
for (p in list(c(0.67, 0.2), c(0.3, 0.2), c(0.5, 0.35))) for (power in c(0.8, 0.9)) {
  n <- power.prop.test(p1 = p[1], p2 = p[2], power = power)$n
  rows[[length(rows) + 1]] <- data.frame(kind = "shares", a = p[1], b = p[2], power = power, n = n)
}
write.csv(do.call(rbind, rows), "design_oracle.csv", row.names = FALSE, quote = FALSE)
