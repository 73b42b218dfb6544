package com.wattwell.portal.tariffs;

import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Id;
import com.wattwell.portal.Texts;
import com.wattwell.portal.Visitor;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.Rule;
import com.wattwell.tariff.catalog.TariffExamples;
import com.wattwell.tariff.catalog.TariffQueries;
import com.wattwell.tariff.catalog.TariffService;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/** Makes a tariff like another one, or like an example. */
@Named
@ViewScoped
public class TariffCopyPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private TariffQueries tariffs;
    @Inject
    private TariffService service;
    @Inject
    private Visitor visitor;
    @Inject
    private Texts texts;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String id;
    private String example;
    private String code;
    private String nameZh;
    private String nameEn;

    /** When the page is opened. */
    public void open() {
        visitor.mustAdminister();
        Label name = id == null ? shown().name() : row().name();
        nameZh = name.zh();
        nameEn = name.en();
        code = id == null ? example : "";
    }

    public String copy() {
        int[] made = new int[1];
        TariffService.Names names = new TariffService.Names(code == null ? "" : code.toUpperCase(Locale.ROOT), nameZh, nameEn);
        boolean done = attempt.to(() -> made[0] = id == null ? service.copyExample(visitor.caller(), example, company.forWriting(), names)
                : service.copy(visitor.caller(), row().id(), company.forWriting(), names));
        if (!done) {
            return null;
        }
        attempt.say("tariff.copied");
        return "/tariff-edit?faces-redirect=true&id=" + made[0];
    }

    private TariffQueries.Row row() {
        return tariffs.byId(visitor.caller().scope(), Id.ofInt("tariff", id)).orElseThrow(() -> RefusedException.notFound("tariff", id));
    }

    private TariffExamples.Example shown() {
        return TariffExamples.byCode(example).orElseThrow(() -> RefusedException.notFound("tariff", example == null ? "" : example));
    }

    public List<PriceRow> getPrices() {
        List<Rule> rules = id == null ? shown().rules() : tariffs.versions(visitor.caller().scope(), row().id()).getFirst().rules();
        return PriceRow.of(rules, texts);
    }

    /** Where an example's prices are from, or {@code null}. */
    public String getSource() {
        return id == null ? shown().source() : null;
    }

    public CompanyField getCompany() {
        return company;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id == null || id.isBlank() ? null : id;
    }

    public String getExample() {
        return example;
    }

    public void setExample(String example) {
        this.example = example;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getNameZh() {
        return nameZh;
    }

    public void setNameZh(String nameZh) {
        this.nameZh = nameZh;
    }

    public String getNameEn() {
        return nameEn;
    }

    public void setNameEn(String nameEn) {
        this.nameEn = nameEn;
    }
}
