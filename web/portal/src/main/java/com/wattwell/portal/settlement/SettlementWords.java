package com.wattwell.portal.settlement;

import com.wattwell.billing.ParkedAccounts;
import com.wattwell.billing.Settled;
import com.wattwell.billing.SettlementRun;
import com.wattwell.portal.Texts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Settlements in people's words. */
@Named("settlementWords")
@RequestScoped
public class SettlementWords {

    @Inject
    private Texts texts;

    public String tone(SettlementRun run) {
        return switch (run.state()) {
            case RUNNING, STOPPING -> "busy";
            case STOPPED, REVIEW -> "warn";
            case FAILED -> "bad";
            case PUBLISHED, DONE -> "good";
            case DISCARDED -> "calm";
        };
    }

    /** What a run's state is called: while it works, what it works at. */
    public String state(SettlementRun run) {
        return run.state() == SettlementRun.State.RUNNING ? texts.word("settlement.phase", run.phase()) : texts.word("settlement.state", run.state());
    }

    /** Why an account was set aside, with what that is about. */
    public String why(ParkedAccounts.Row row) {
        return why(row.reason(), row.detail());
    }

    public String why(Settled.Parked parked) {
        return why(parked.reason(), parked.detail());
    }

    private String why(Settled.Reason why, String detail) {
        String reason = texts.word("parked", why);
        if (why == Settled.Reason.FAILED) {
            return reason + " (" + detail + ")";
        }
        String[] parts = detail.split("\\|", 2);
        String about = switch (why) {
            case SHARE_HELD -> shareHeld(detail);
            case USAGE_HELD, READING_AWAITED -> texts.word("held.reason", parts[0]);
            case NOT_PRICED -> texts.word("thing", parts[0]);
            default -> detail;
        };
        return reason + " (" + about + ")";
    }

    /** Why what a common meter took is not divided. @param told the reason, with its arguments behind {@code |} */
    public String shareHeld(String told) {
        String reason = told.split("\\|", 2)[0];
        return switch (reason) {
            case "USAGE_OF_A_UNIT" -> texts.of("shareHeld.usageOfAUnit");
            case "NO_WEIGHT" -> texts.of("shareHeld.noWeight");
            case "NOT_RECKONED" -> texts.of("shareHeld.notReckoned");
            default -> texts.word("held.reason", reason);
        };
    }
}
