from django.db import migrations, models

READY = (  # title and text, English and Chinese
    (
        "Looking into it", "正在查看",
        "Hello,\n\nthank you for your patience. I am looking into this and write again here by tomorrow.",
        "您好，\n\n感谢您耐心等待。我正在查看您的问题，最迟明天在这里答复您。",
    ),
    (
        "The order's number, please", "请告知订单号",
        "Hello,\n\nso that I can find your order: please write its number, or open the link in our mail and ask again"
        " from that page. Please do not send card numbers or passwords.",
        "您好，\n\n为了找到您的订单，请告诉我订单号，或打开我们邮件里的链接，在那个页面再问一次。请不要发送卡号或密码。",
    ),
    (
        "Parcel late", "包裹延误",
        "Hello,\n\nI am sorry that your parcel is late. I have asked the carrier where it is and write again here as"
        " soon as I know. If it is lost, you choose between a new one and your money back.",
        "您好，\n\n很抱歉包裹延误了。我已向承运方查询，一有消息就在这里告诉您。若确认遗失，您可以选择重新发货或退款。",
    ),
    (
        "Address corrected", "地址已更正",
        "Hello,\n\nI have corrected the address of your order. Everything else stays as it was.",
        "您好，\n\n订单的地址已经更正，其余不变。",
    ),
    (
        "Damaged or wrong piece", "货品破损或发错",
        "Hello,\n\nI am sorry. Please tell me what is wrong with the piece, and ask for the return on the order's page."
        " Once it is here you get your money back, delivery included.",
        "您好，\n\n非常抱歉。请告诉我货品有什么问题，并在订单页面申请退货。货品送达后，全额退款，包括运费。",
    ),
    (
        "Which size", "尺码建议",
        "Hello,\n\nplease tell me your height and your chest, waist and hip in centimetres, and which look it is about."
        " The fitting room shows the look on such a body at once and sends nothing anywhere.",
        "您好，\n\n请告诉我您的身高、胸围、腰围和臀围（厘米），以及是哪一套造型。试衣间也能立即把它穿在这样的身体上，数据不会外传。",
    ),
    (
        "Solved?", "解决了吗？",
        "Hello,\n\nis everything as you need it now? If not, write here and I go on.",
        "您好，\n\n问题都解决了吗？如果还没有，请在这里继续留言。",
    ),
)  # fmt: skip


def add_replies(apps, schema_editor):
    reply = apps.get_model("desk", "Reply")
    if reply.objects.exists():
        return
    for order, (title, title_zh, text, text_zh) in enumerate(READY, start=1):
        reply.objects.create(
            order=order, title={"en": title, "zh-hans": title_zh}, text={"en": text, "zh-hans": text_zh}
        )


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_desk")]

    operations = [
        migrations.AddField(
            model_name="talk",
            name="told_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(add_replies, migrations.RunPython.noop),
    ]
