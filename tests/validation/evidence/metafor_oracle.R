# Makes oracle.csv: what metafor says about the two data sets beside this script.
#
#   apt-get install --no-install-recommends r-base-core r-cran-metafor
#   Rscript metafor_oracle.R        # in this folder
#
# One line per number: data, analysis, method, interval, quantity, value.

suppressMessages(library(metafor))

rows <- list()
say <- function(data, analysis, method, interval, quantity, value) {
  rows[[length(rows) + 1]] <<- data.frame(
    data = data, analysis = analysis, method = method, interval = interval,
    quantity = quantity, value = sprintf("%.12g", value)
  )
}

tests <- c(wald = "z", hksj = "knha", "hksj-floor" = "adhoc")
methods <- c("FE", "DL", "PM", "REML")

steps <- function(method) {
  if (method == "REML") list(threshold = 1e-10, maxiter = 10000, stepadj = 0.5) else
    if (method == "PM") list(tol = 1e-12, maxiter = 10000) else list()
}

fit <- function(es, method, test, ...) {
  suppressWarnings(rma(yi, vi, data = es, method = method, test = test, control = steps(method), ...))
}

pooled <- function(data, es) {
  for (i in seq_along(es$yi)) {
    say(data, "effect", "", "", paste0("yi", i), es$yi[i])
    say(data, "effect", "", "", paste0("vi", i), es$vi[i])
  }
  for (method in methods) for (interval in names(tests)) {
    res <- fit(es, method, tests[[interval]])
    put <- function(quantity, value) say(data, "pool", method, interval, quantity, value)
    put("estimate", res$beta[1]); put("se", res$se)
    put("ci_low", res$ci.lb); put("ci_high", res$ci.ub)
    put("p", res$pval); put("tau2", res$tau2); put("i2", res$I2); put("h2", res$H2)
    put("q", res$QE); put("q_p", res$QEp)
    w <- weights(res)
    for (i in seq_along(w)) put(paste0("weight", i), w[i])
    if (method != "FE") {
      # level, alternative and the t distribution with k - 1 degrees of freedom come with knha and adhoc
      pr <- predict(res)
      if (interval != "wald") { put("pi_low_k-1", pr$pi.lb); put("pi_high_k-1", pr$pi.ub) }
      half <- qt(0.975, res$k - 2) * sqrt(res$tau2 + res$se^2)
      put("pi_low_k-2", res$beta[1] - half); put("pi_high_k-2", res$beta[1] + half)
    }
  }
  qp <- confint(fit(es, "DL", "z"), control = list(tol = 1e-12, maxiter = 10000, tau2.max = 1e6))$random
  say(data, "q-profile", "DL", "", "tau2_low", qp["tau^2", "ci.lb"])
  say(data, "q-profile", "DL", "", "tau2_high", qp["tau^2", "ci.ub"])
  say(data, "q-profile", "DL", "", "i2_low", qp["I^2(%)", "ci.lb"])
  say(data, "q-profile", "DL", "", "i2_high", qp["I^2(%)", "ci.ub"])

  for (method in methods) {
    res <- fit(es, method, "z")
    one <- leave1out(res)
    for (i in seq_along(one$estimate)) {
      say(data, "leave-one-out", method, "wald", paste0("estimate", i), one$estimate[i])
      say(data, "leave-one-out", method, "wald", paste0("tau2", i), if (method == "FE") 0 else one$tau2[i])
      say(data, "leave-one-out", method, "wald", paste0("i2", i), one$I2[i])
    }
    classic <- regtest(res, model = "lm")
    say(data, "egger", "lm", "", "statistic", classic$zval); say(data, "egger", "lm", "", "p", classic$pval)
    mixed <- regtest(res)
    say(data, "egger", paste0("rma-", method), "", "statistic", mixed$zval)
    say(data, "egger", paste0("rma-", method), "", "p", mixed$pval)
    say(data, "egger", paste0("rma-", method), "", "limit", mixed$est)
    for (estimator in c("L0", "R0")) {
      filled <- trimfill(res, estimator = estimator, control = steps(method))
      put <- function(quantity, value) say(data, paste0("trim-and-fill-", estimator), method, "wald", quantity, value)
      put("missing", filled$k0); put("right", as.numeric(filled$side == "right"))
      put("estimate", filled$beta[1]); put("se", filled$se); put("tau2", filled$tau2)
      put("ci_low", filled$ci.lb); put("ci_high", filled$ci.ub)
    }
  }
}

bcg <- read.csv("bcg.csv")
for (measure in c("RR", "OR", "RD")) {
  pooled(paste0("bcg-", measure),
         escalc(measure, ai = events_1, n1i = n_1, ci = events_2, n2i = n_2, data = bcg))
}
normand <- read.csv("normand.csv")
for (measure in c("MD", "SMD")) {
  pooled(paste0("normand-", measure),
         escalc(measure, m1i = mean_1, sd1i = sd_1, n1i = n_1, m2i = mean_2, sd2i = sd_2, n2i = n_2,
                data = normand))
}

rr <- escalc("RR", ai = events_1, n1i = n_1, ci = events_2, n2i = n_2, data = bcg)
for (method in methods) for (interval in names(tests)) {
  res <- fit(rr, method, tests[[interval]], mods = ~ latitude)
  put <- function(quantity, value) say("bcg-RR", "meta-regression", method, interval, quantity, value)
  put("intercept", res$beta[1]); put("slope", res$beta[2])
  put("intercept_se", res$se[1]); put("slope_se", res$se[2])
  put("slope_ci_low", res$ci.lb[2]); put("slope_ci_high", res$ci.ub[2]); put("slope_p", res$pval[2])
  put("tau2", res$tau2); put("i2", res$I2); put("qe", res$QE); put("qe_p", res$QEp)
  if (method != "FE") put("r2", res$R2)
}

for (method in methods) for (interval in names(tests)) {
  parts <- lapply(split(rr, rr$allocation), function(part) fit(part, method, tests[[interval]]))
  for (name in names(parts)) {
    say("bcg-RR", "subgroup", method, interval, paste0("estimate_", name), parts[[name]]$beta[1])
    say("bcg-RR", "subgroup", method, interval, paste0("se_", name), parts[[name]]$se)
    say("bcg-RR", "subgroup", method, interval, paste0("tau2_", name), parts[[name]]$tau2)
  }
  between <- rma(sapply(parts, function(r) r$beta[1]), sei = sapply(parts, function(r) r$se), method = "FE")
  say("bcg-RR", "subgroup", method, interval, "q_between", between$QE)
  say("bcg-RR", "subgroup", method, interval, "p_between", between$QEp)
}

for (method in methods) {
  total <- cumul(fit(rr, method, "z"), order = rr$year)
  for (i in seq_along(total$estimate)) {
    say("bcg-RR", "cumulative", method, "wald", paste0("estimate", i), total$estimate[i])
    say("bcg-RR", "cumulative", method, "wald", paste0("ci_low", i), total$ci.lb[i])
  }
}

# cells of zero: the correction that escalc makes by itself; for RD in the variance only
zero <- data.frame(ai = c(0, 3, 0, 10), n1i = c(10, 10, 10, 10), ci = c(3, 0, 0, 4), n2i = c(20, 20, 20, 12))
for (measure in c("RR", "OR", "RD")) {
  es <- escalc(measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = zero, addyi = measure != "RD")
  for (i in seq_along(es$yi)) {
    say(paste0("zero-", measure), "effect", "", "", paste0("yi", i), es$yi[i])
    say(paste0("zero-", measure), "effect", "", "", paste0("vi", i), es$vi[i])
  }
}

write.csv(unique(do.call(rbind, rows)), "oracle.csv", row.names = FALSE, quote = FALSE)
