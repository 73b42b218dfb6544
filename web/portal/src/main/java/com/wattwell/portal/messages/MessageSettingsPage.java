package com.wattwell.portal.messages;

import com.wattwell.message.MessageSuppliers;
import com.wattwell.message.MessageTemplates;
import com.wattwell.message.Supplier;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;

/** Templates, limits and suppliers of messages, for administrators. */
@Named
@ViewScoped
public class MessageSettingsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MessageTemplates templates;
    @Inject
    private MessageSuppliers suppliers;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String code;
    private String textZh;
    private String textEn;
    private String variables;
    private boolean urgent;
    private String aliyunId;
    private String tencentId;
    private String wechatId;
    private Integer perPhoneHour = 5;
    private Integer perPhoneDay = 10;
    private Integer perDay = 20000;
    private String quietFrom = "21:30";
    private String quietTo = "08:00";
    private Supplier supplier = Supplier.ALIYUN;
    private String accessKeyId;
    private transient String accessKeySecret;
    private String appId;
    private String signName;
    private Integer priority = 1;
    private boolean enabled = true;

    public void open() {
        visitor.mustAdminister();
    }

    public List<MessageTemplates.Template> getTemplates() {
        return templates.list(visitor.scope());
    }

    public List<MessageTemplates.Rules> getRules() {
        return templates.rules(visitor.scope());
    }

    public List<MessageSuppliers.Row> getSuppliers() {
        return suppliers.list(visitor.scope());
    }

    /** Takes a template into the form. */
    public void edit(MessageTemplates.Template template) {
        company.setId(template.companyId());
        code = template.code();
        textZh = template.textZh();
        textEn = template.textEn();
        variables = String.join(", ", template.variables());
        urgent = template.urgent();
        aliyunId = template.aliyunId();
        tencentId = template.tencentId();
        wechatId = template.wechatId();
    }

    public String saveTemplate() {
        List<String> names = variables == null || variables.isBlank() ? List.of() : Arrays.stream(variables.split("[,，\\s]+")).filter(name -> !name.isBlank()).toList();
        return saved(attempt.to(() -> templates.save(visitor.caller(), new MessageTemplates.Template(0, company.forWriting(), "", code, textZh, textEn, names, urgent, aliyunId, tencentId, wechatId))));
    }

    public String saveRules() {
        return saved(attempt.to(() -> templates.save(visitor.caller(), new MessageTemplates.Rules(company.forWriting(), "", or(perPhoneHour), or(perPhoneDay), or(perDay), time("quietFrom", quietFrom),
                time("quietTo", quietTo)))));
    }

    public String saveSupplier() {
        return saved(attempt.to(() -> suppliers.save(visitor.caller(), new MessageSuppliers.Definition(company.forWriting(), supplier, accessKeyId, accessKeySecret, appId, signName, or(priority), enabled))));
    }

    private String saved(boolean done) {
        if (done) {
            attempt.say("message.saved");
        }
        return done ? "/message-settings?faces-redirect=true" : null;
    }

    private static int or(Integer number) {
        return number == null ? -1 : number;
    }

    private static LocalTime time(String field, String text) {
        try {
            return LocalTime.parse(text == null ? "" : text);
        } catch (DateTimeParseException e) {
            throw RefusedException.invalid(field, "refused.time", field + " must be a time such as 21:30.");
        }
    }

    public Supplier[] getSupplierKinds() {
        return new Supplier[] {Supplier.ALIYUN, Supplier.TENCENT, Supplier.WECHAT_OA};
    }

    public CompanyField getCompany() {
        return company;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getTextZh() {
        return textZh;
    }

    public void setTextZh(String textZh) {
        this.textZh = textZh;
    }

    public String getTextEn() {
        return textEn;
    }

    public void setTextEn(String textEn) {
        this.textEn = textEn;
    }

    public String getVariables() {
        return variables;
    }

    public void setVariables(String variables) {
        this.variables = variables;
    }

    public boolean isUrgent() {
        return urgent;
    }

    public void setUrgent(boolean urgent) {
        this.urgent = urgent;
    }

    public String getAliyunId() {
        return aliyunId;
    }

    public void setAliyunId(String aliyunId) {
        this.aliyunId = aliyunId;
    }

    public String getTencentId() {
        return tencentId;
    }

    public void setTencentId(String tencentId) {
        this.tencentId = tencentId;
    }

    public String getWechatId() {
        return wechatId;
    }

    public void setWechatId(String wechatId) {
        this.wechatId = wechatId;
    }

    public Integer getPerPhoneHour() {
        return perPhoneHour;
    }

    public void setPerPhoneHour(Integer perPhoneHour) {
        this.perPhoneHour = perPhoneHour;
    }

    public Integer getPerPhoneDay() {
        return perPhoneDay;
    }

    public void setPerPhoneDay(Integer perPhoneDay) {
        this.perPhoneDay = perPhoneDay;
    }

    public Integer getPerDay() {
        return perDay;
    }

    public void setPerDay(Integer perDay) {
        this.perDay = perDay;
    }

    public String getQuietFrom() {
        return quietFrom;
    }

    public void setQuietFrom(String quietFrom) {
        this.quietFrom = quietFrom;
    }

    public String getQuietTo() {
        return quietTo;
    }

    public void setQuietTo(String quietTo) {
        this.quietTo = quietTo;
    }

    public Supplier getSupplier() {
        return supplier;
    }

    public void setSupplier(Supplier supplier) {
        this.supplier = supplier;
    }

    public String getAccessKeyId() {
        return accessKeyId;
    }

    public void setAccessKeyId(String accessKeyId) {
        this.accessKeyId = accessKeyId;
    }

    public String getAccessKeySecret() {
        return accessKeySecret;
    }

    public void setAccessKeySecret(String accessKeySecret) {
        this.accessKeySecret = accessKeySecret;
    }

    public String getAppId() {
        return appId;
    }

    public void setAppId(String appId) {
        this.appId = appId;
    }

    public String getSignName() {
        return signName;
    }

    public void setSignName(String signName) {
        this.signName = signName;
    }

    public Integer getPriority() {
        return priority;
    }

    public void setPriority(Integer priority) {
        this.priority = priority;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
