package com.wattwell.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.billing.BillQueries;
import com.wattwell.billing.ParkedAccounts;
import com.wattwell.billing.Settled;
import com.wattwell.billing.SettlementRun;
import com.wattwell.calendar.CalendarDay;
import com.wattwell.calendar.CalendarLines;
import com.wattwell.collector.Collector;
import com.wattwell.collector.LoginProfile;
import com.wattwell.collector.Quarantine;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.control.BatchQueries;
import com.wattwell.control.BatchTarget;
import com.wattwell.control.BrakeRule;
import com.wattwell.control.CommandKind;
import com.wattwell.control.CommandState;
import com.wattwell.identity.Caller;
import com.wattwell.invoice.InvoiceQueries;
import com.wattwell.ledger.EntryKind;
import com.wattwell.ledger.HouseAccount;
import com.wattwell.ledger.journal.TrialBalances;
import com.wattwell.metering.GapEnd;
import com.wattwell.metering.MeterQueries;
import com.wattwell.metering.NewReading;
import com.wattwell.metering.ReadingQueries;
import com.wattwell.metering.ReadingType;
import com.wattwell.metermodel.MeterModel;
import com.wattwell.platform.Notices;
import com.wattwell.portal.meters.Period;
import com.wattwell.portal.models.ModelTrial;
import com.wattwell.portal.schedules.IntervalUnit;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import com.wattwell.protocol.dtu.DialectKind;
import com.wattwell.schedule.ReadingSchedule;
import com.wattwell.schedule.RecurrenceRule;
import com.wattwell.schedule.RunDetailQueries;
import com.wattwell.schedule.SwitchingHours;
import com.wattwell.tariff.DemandCharge;
import com.wattwell.tariff.FreeQuota;
import com.wattwell.tariff.PricingException;
import com.wattwell.tariff.Register;
import com.wattwell.tariff.StepPrice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of both languages against each other and against the pages and sources that use them. */
class MessagesTest {

    private static final ResourceBundle ENGLISH = ResourceBundle.getBundle(Texts.BUNDLE, Locale.ENGLISH);
    private static final ResourceBundle CHINESE = ResourceBundle.getBundle(Texts.BUNDLE, Locale.CHINESE);
    private static final String PAGES = sources(Path.of("src/main/webapp"), ".xhtml", ".js");
    private static final String BEANS = sources(Path.of("src/main/java"), ".java");
    private static final String SERVICES = sources(Path.of("../../ejb/src/main/java"), ".java");
    private static final String FIELDS = (BEANS + sources(Path.of("../../meter-protocols/src/main"), ".java", ".csv")).replace(",", "");
    private static final String CONTROL = Stream.of("control", "feecontrol", "prepayment").map(folder -> sources(Path.of("../../ejb/src/main/java/com/wattwell", folder), ".java"))
            .collect(Collectors.joining());

    /** Families whose members are words of the code. */
    private static final Map<String, Set<String>> FAMILIES = families();

    private static Map<String, Set<String>> families() {
        Map<String, Set<String>> families = new LinkedHashMap<>();
        families.put("supply", names(MeterQueries.Supply.values()));
        families.put("state", names(CommandState.values()));
        families.put("kind", names(CommandKind.values()));
        Set<String> supply = Arrays.stream(CommandKind.values()).filter(kind -> kind.action() != null).map(Enum::name).collect(Collectors.toSet());
        Set.of("control.title", "control.effect", "control.button").forEach(family -> families.put(family, supply));
        Set.of("control.valveTitle", "control.valveEffect", "control.valveButton").forEach(family -> families.put(family, Set.of("TRIP", "CLOSE")));
        families.put("batch.state", names(BatchQueries.State.values()));
        families.put("batch.part", names(BatchQueries.Part.values()));
        families.put("batch.target", names(BatchTarget.Kind.values()));
        families.put("switching.days", names(SwitchingHours.Days.values()));
        families.put("brake.state", names(BrakeRule.State.values()));
        families.put("source", names(NewReading.Source.values()));
        families.put("quality", names(ReadingQueries.Quality.values()));
        families.put("severity", names(Notices.Severity.values()));
        families.put("login", names(LoginProfile.Kind.values()));
        families.put("quarantine.reason", names(Quarantine.Reason.values()));
        families.put("collector.state", names(Collector.State.values()));
        families.put("collector.reason", names(Collector.Reason.values()));
        families.put("dialect", names(DialectKind.values()));
        families.put("role", Set.copyOf(Caller.ROLES));
        families.put("roleDoes", Set.copyOf(Caller.ROLES));
        families.put("right", names(com.wattwell.portal.users.Rights.Right.values()));
        families.put("userState", names(com.wattwell.identity.UserQueries.State.values()));
        families.put("userAct", names(com.wattwell.identity.UserLog.Act.values()));
        families.put("userField", names(com.wattwell.identity.UserLog.Field.values()));
        families.put("unit", names(IntervalUnit.values()));
        families.put("target", names(ReadingSchedule.Target.values()));
        families.put("target.one", names(Arrays.copyOfRange(ReadingSchedule.Target.values(), 1, ReadingSchedule.Target.values().length)));
        families.put("schedule.kind", names(RecurrenceRule.Kind.values()));
        families.put("dayKind", names(CalendarDay.Kind.values()));
        families.put("calendar.mistake", names(CalendarLines.Mistake.values()));
        families.put("calendar.change", literals(SERVICES, "change\\(caller, companyId, \"(\\w+)\""));
        families.put("step", names(ReadingQueries.Step.values()));
        families.put("period", names(Arrays.copyOf(Period.Kind.values(), Period.Kind.values().length - 1)));
        families.put("lineState", names(RunDetailQueries.LineState.values()));
        families.put("protocol", Protocols.all().stream().map(MeterProtocol::name).collect(Collectors.toSet()));
        families.put("commodity", names(MeterModel.Commodity.values()));
        families.put("parity", names(MeterModel.Parity.values()));
        families.put("modelSupply", names(MeterModel.Supply.values()));
        families.put("memory", names(MeterModel.Memory.values()));
        families.put("tried", names(ModelTrial.Answer.values()));
        families.put("typeKind", names(ReadingType.Kind.values()));
        Set<String> ends = new TreeSet<>(names(ExchangeOutcome.End.values()));
        ends.addAll(Set.of("ABSENT", "REFUSED_BY_METER", "UNEXPECTED", "MALFORMED", "NOT_FROZEN")); // what the application makes of a reply
        families.put("end", ends);
        families.put("gap", names(GapEnd.values()));
        families.put("command", literals(CONTROL, "\"((?:waiting|sent|accepted|confirmed|failed|expired|withdrawn)(?:\\.\\w+)?)(?:\\||\")"));
        Set<String> notices = new TreeSet<>(literals(SERVICES, "write\\(Notices\\.Severity\\.\\w+, \"(\\w+)\""));
        literals(SERVICES, "(?:tally|tell)\\(Notices\\.Severity\\.\\w+, \"(\\w+)\"").forEach(kind -> notices.addAll(Set.of(kind, kind + "Many")));
        families.put("notice", notices);
        families.put("event", names(com.wattwell.control.EventKind.values()));
        families.put("meterState.word", Set.of("04000501", "04000502", "04000503", "04000504", "04000505", "04000506", "04000507", "C020", "C021", "901F.st",
                "STATUS", "STATUS.fixed"));
        families.put("meterState.group", Set.of("1", "2", "3", "4", "5", "6"));
        families.put("clocks.day", Set.of("1", "2", "3", "4", "5", "6", "7"));
        families.put("lineOrder", Set.of("told", "noMeters", "nearMidnight", "noLine", "late", "offline", "searched", "searchedSoFar", "stopped"));
        families.put("lineOrder.state", Set.of("WAITING", "SENT", "DONE", "FAILED", "EXPIRED"));
        families.put("parameters.template", Set.of("tariff", "spareTariff", "moneyLimits", "energyLimits", "prices", "demand"));
        families.put("meterState.unit", Set.of("times", "min", "yuan"));
        families.put("register", names(Register.values()));
        families.put("tariff.cycle", names(StepPrice.Cycle.values()));
        families.put("tariff.partCycle", names(StepPrice.PartCycle.values()));
        families.put("tariff.per", names(FreeQuota.Per.values()));
        families.put("tariff.basis", names(DemandCharge.Basis.values()));
        Set.of("ruleType", "ruleHint").forEach(family -> families.put(family, literals(SERVICES, "case \\w+ \\w+ -> \"([A-Z_]+)\"")));
        Set<String> unpriced = new TreeSet<>(names(PricingException.Reason.values()));
        unpriced.addAll(Set.of("NO_READINGS", "BACKWARDS")); // of a trial
        families.put("thing", unpriced);
        Set<String> houses = new TreeSet<>(names(HouseAccount.values()));
        houses.add(TrialBalances.CUSTOMERS);
        families.put("house", houses);
        families.put("entry", names(EntryKind.values()));
        Set<String> proofs = literals(SERVICES, "String name\\(\\) \\{\\s+return \"(\\w+)\";");
        families.put("proof", proofs);
        families.put("proof.says", proofs);
        families.put("proof.figure", literals(SERVICES, "Figure\\.(?:fen|count|seconds|text)\\(\"(\\w+)(?:\"|\\.\" \\+ channel)"));
        families.put("proof.wrong", literals(SERVICES, "Wrong\\.of\\(\"(\\w+)\""));
        families.put("accountMode", names(com.wattwell.customer.AccountMode.values()));
        families.put("accountEvent", names(com.wattwell.customer.AccountEvents.Kind.values()));
        Set.of("accountChange", "accountEffect").forEach(family -> families.put(family, names(com.wattwell.portal.customers.AccountChangePage.What.values())));
        families.put("closingState", names(com.wattwell.customer.AccountClosings.State.values()));
        families.put("held.reason", names(com.wattwell.usage.UsageHeld.Reason.values()));
        families.put("ruling", names(com.wattwell.usage.Ruling.values()));
        families.put("usageRegister", names(com.wattwell.tariff.Register.values()));
        families.put("channel", names(com.wattwell.payment.Channel.values()));
        families.put("product", names(com.wattwell.payment.Product.values()));
        families.put("orderState", names(com.wattwell.payment.OrderState.values()));
        families.put("orderEvent", Set.of("created", "shown", "refused", "unreachable", "asked", "closed", "posted", "notice", "refund"));
        families.put("learned", names(com.wattwell.payment.PaymentFacts.Source.values()));
        families.put("paymentRemark", Set.of("SECOND", "LATE", "OTHER_AMOUNT", "NO_ORDER", "ACCOUNT_CLOSED"));
        families.put("keyState", names(com.wattwell.payment.Merchants.KeyState.values()));
        families.put("suspenseWhy", Set.of("NO_ORDER", "ACCOUNT_CLOSED", "CHANNEL_AMOUNT", "REFUND_ALONE"));
        families.put("suspenseDeed", Set.of("CLAIM", "REFUND"));
        Set<String> refunds = new TreeSet<>(names(com.wattwell.payment.Refunds.State.values()));
        refunds.add("TAKEN_BACK");
        families.put("refundState", refunds);
        families.put("statementState", Set.of("WAITING", "FETCHED", "EMPTY"));
        families.put("difference", names(com.wattwell.payment.Reconciliation.Difference.values()));
        families.put("decision", names(com.wattwell.payment.Differences.Decision.values()));
        families.put("medium", names(com.wattwell.message.Medium.values()));
        families.put("supplier", names(com.wattwell.message.Supplier.values()));
        families.put("messageState", Set.of("WAITING", "SENDING", "SENT", "DELIVERED", "FAILED"));
        families.put("messageWaits", Set.of("QUIET", "LIMIT"));
        families.put("settlement.phase", names(SettlementRun.Phase.values()));
        families.put("settlement.state", names(SettlementRun.State.values()));
        families.put("shareBasis", names(com.wattwell.billing.PublicShares.Basis.values()));
        families.put("shareLine", names(com.wattwell.billing.ShareLines.Why.values()));
        families.put("shareUnit", names(com.wattwell.tariff.Commodity.values()));
        families.put("parked", names(Settled.Reason.values()));
        families.put("parked.state", names(ParkedAccounts.State.values()));
        families.put("bill.state", names(BillQueries.State.values()));
        families.put("invoice.state", names(InvoiceQueries.State.values()));
        families.put("explain.source", Set.of("1", "2", "3", "4"));
        families.put("tender", names(com.wattwell.counter.Tender.values()));
        families.put("receiptKind", Set.of("RECHARGE", "REFUND"));
        families.put("adjustment", names(com.wattwell.counter.Adjustments.Kind.values()));
        Set.of("purchaseState", "purchaseMeans").forEach(family -> families.put(family, Set.of("PAID", "UNCLEAR", "FAILED", "CREDITED", "REFUNDED")));
        families.put("purchase", literals(SERVICES, "\"((?:held|ended)\\.\\w+)"));
        families.put("feeCase", Set.of("CUTTING", "CUT", "RESTORING", "RESTORED", "CALLED_OFF"));
        families.put("fee", literals(SERVICES, "\"(heldBack\\.\\w+)"));
        families.put("withdrawn", literals(SERVICES, "\"(\\w+(?:Bill|Run|Reading|Changed))\\|\""));
        families.put("prepaid", literals(SERVICES, "\"(parked\\.\\w+)"));
        families.put("refused", literals(SERVICES + BEANS, "\"refused\\.(\\w+)\""));
        return families;
    }

    @Test
    void bothLanguagesHaveTheSameKeysAndNoEmptyText() {
        assertThat(CHINESE.keySet()).isEqualTo(ENGLISH.keySet());
        assertThat(ENGLISH.keySet()).allSatisfy(key -> {
            assertThat(ENGLISH.getString(key)).as(key).isNotBlank();
            assertThat(CHINESE.getString(key)).as(key).isNotBlank();
        });
    }

    @Test
    void bothLanguagesTakeTheSameArgumentsAndTextsWithArgumentsCanBeFormatted() {
        assertThat(ENGLISH.keySet()).allSatisfy(key -> {
            assertThat(arguments(CHINESE.getString(key))).as(key).isEqualTo(arguments(ENGLISH.getString(key)));
            for (ResourceBundle bundle : new ResourceBundle[] {ENGLISH, CHINESE}) {
                if (!arguments(bundle.getString(key)).isEmpty()) {
                    String formatted = new MessageFormat(bundle.getString(key), bundle.getLocale()).format(new Object[] {1, 2, 3, 4});
                    assertThat(formatted).as(key).doesNotContain("{").contains(bundle.getString(key).contains("''") ? "'" : "");
                }
            }
        });
    }

    @Test
    void everyWordOfTheCodeHasItsText() {
        FAMILIES.forEach((family, words) -> {
            assertThat(words).as(family).isNotEmpty().filteredOn(word -> !ENGLISH.containsKey(family + "." + word)).as(family).isEmpty();
        });
    }

    @Test
    void everyKeyThatAPageNamesExists() {
        Set<String> named = new TreeSet<>(literals(PAGES, "text\\['([^']+)'\\]"));
        named.addAll(literals(PAGES, "texts\\.of\\('([^']+)'"));
        named.addAll(literals(PAGES, "(?<![.\\w])text\\('([a-z]\\w*\\.[\\w.]+)'"));
        named.addAll(literals(BEANS, "(?:texts\\.of|attempt\\.(?:say|warn)|text\\.of)\\(\"([^\"]+[^.\"])\""));
        named.addAll(literals(BEANS, "invalid\\([^,]+, \"([^\"]+)\""));
        named.removeIf(key -> key.endsWith(".")); // a family, whose members are looked at above
        assertThat(named).hasSizeGreaterThan(150).filteredOn(key -> !ENGLISH.containsKey(key)).isEmpty();
    }

    @Test
    void noTextIsLeftOver() {
        Set<String> unused = new TreeSet<>(ENGLISH.keySet());
        unused.removeIf(key -> PAGES.contains("'" + key + "'") || BEANS.contains("\"" + key + "\""));
        FAMILIES.forEach((family, words) -> words.forEach(word -> unused.remove(family + "." + word)));
        unused.removeIf(key -> key.startsWith("thing.") && (SERVICES + BEANS).contains("\"" + key.substring("thing.".length()) + "\""));
        unused.removeIf(key -> key.startsWith("field.") && FIELDS.contains(key.substring("field.".length()).replace('_', ' ')));
        assertThat(unused).isEmpty();
    }

    private static Set<String> arguments(String text) {
        return literals(text, "\\{(\\d)");
    }

    private static Set<String> literals(String sources, String pattern) {
        return Pattern.compile(pattern).matcher(sources).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources(Path folder, String... endings) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Arrays.stream(endings).anyMatch(file.toString()::endsWith)).sorted().map(file -> {
                try {
                    return Files.readString(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
